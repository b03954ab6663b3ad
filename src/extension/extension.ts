import { join } from 'node:path';
import * as vscode from 'vscode';
import { formatNotebookLine, type EpochRecord } from '../core/formats/history';
import type { RunEvent } from '../core/run';
import { runsFolder } from '../host/runStore';
import { Selection } from '../host/selection';
import { Session } from '../host/session';
import { trainerLauncher } from '../host/trainerProcess';
import { evaluate } from './evaluate';
import type { Lab } from './lab';
import { findLabFolder } from './labFolder';
import { command, contextKey, type CommandId } from './names';
import { predictImage } from './predictImage';
import { reportError } from './reportError';
import { selectEngine } from './selectEngine';
import { readSetting } from './settings';
import { StatusBar } from './statusBar';
import { throttle } from '../host/throttle';
import { train } from './train';
import { TrainView } from './trainView';

/** A full-speed run ends an epoch every 60 ms: nobody reads numbers that fast, and every showing costs the editor time. */
const showIntervalMs = 250;

/** Called by VS Code when a command or the view is first used: it starts no process yet. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('MNIST', { log: true });
  const session = new Session(trainerLauncher(join(context.extensionPath, 'dist', 'trainer.js')), log);
  const selection = new Selection(session, () => runsFolder(findLabFolder(context).folder), log);
  const lab: Lab = { session, selection, log, context };
  const view = new TrainView(lab);
  const statusBar = new StatusBar();
  const showView = () => void view.reveal().then(undefined, (error: unknown) => log.warn(String(error)));

  const show = throttle(showIntervalMs, () => {
    const { snapshot } = session;
    view.refresh();
    statusBar.show({ activity: snapshot.activity, run: selection.shown?.run });
  });
  session.onChange((snapshot, event) => {
    show.request();
    setContext(contextKey.training, snapshot.activity !== 'idle');
    setContext(contextKey.paused, snapshot.run?.phase === 'paused');
    if (event) logEvent(event, log);
  });
  selection.onChange(() => {
    show.request();
    setContext(contextKey.modelLoaded, selection.shown?.weights !== undefined);
  });

  const onSettings = vscode.workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration('mnist.pace')) return;
    // A run that goes on takes the new pace at once; every other setting waits for the next run.
    void Promise.resolve()
      .then(() => session.setPace(readSetting('pace')))
      .catch((error: unknown) => reportError(error, log));
  });

  const register = (id: CommandId, work: () => unknown) =>
    vscode.commands.registerCommand(id, async () => {
      try {
        await work();
      } catch (error) {
        await reportError(error, log);
      }
    });
  context.subscriptions.push(
    log,
    show,
    onSettings,
    view,
    statusBar,
    selection,
    session,
    register(command.train, () => train(lab, showView)),
    register(command.pause, () => session.pause()),
    register(command.resume, () => session.resume('end')),
    register(command.stepBatch, () => session.resume('batch')),
    register(command.stop, () => session.stop()),
    register(command.evaluate, () => evaluate(lab, showView)),
    register(command.predictImage, () => predictImage(lab)),
    register(command.selectEngine, () => selectEngine(lab)),
    register(command.showLog, () => log.show()),
  );
  void showNewestRun(lab, view).catch((error: unknown) => log.warn(String(error)));
}

const shownContext = new Map<string, boolean>();

/** Context keys cost a message each, and a run changes ten times a second: only a change is sent. */
function setContext(key: string, value: boolean): void {
  if (shownContext.get(key) === value) return;
  shownContext.set(key, value);
  void vscode.commands.executeCommand('setContext', key, value);
}

function logEvent(event: RunEvent, log: vscode.LogOutputChannel): void {
  if (event.kind === 'epoch') log.info(describeEpoch(event.record));
  if (event.kind === 'unsaved') log.warn(`Not saved: ${event.problem}`);
  if (event.kind !== 'ended') return;
  if (event.problem === undefined) log.info(`Run ${event.phase}`);
  else log.error(event.problem);
}

function describeEpoch(record: EpochRecord): string {
  if (record.epoch > 0) return formatNotebookLine(record);
  return `Untrained, val_loss: ${record.valLoss.toFixed(4)}, val_acc: ${record.valAccuracy.toFixed(4)}`;
}

/** After a restart the newest run is shown, and its last checkpoint is the model. */
async function showNewestRun({ context, selection }: Lab, view: TrainView): Promise<void> {
  view.setNote(findLabFolder(context).note);
  await selection.restore();
}
