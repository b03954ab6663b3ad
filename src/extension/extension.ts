import * as vscode from 'vscode';
import { formatNotebookLine, type EpochRecord } from '../core/formats/history';
import { isResumable, type RunEvent, type RunSnapshot } from '../core/run';
import { evaluate } from './evaluate';
import { createLab } from './lab';
import { loadCheckpoint } from './loadCheckpoint';
import { command, contextKey, labPanelType, trainViewId, type CommandId } from './names';
import { exportModel } from './exportModel';
import { findLearningRate } from './findLearningRate';
import { importWeights } from './importWeights';
import { predictImage } from './predictImage';
import { reportError } from './reportError';
import { resume } from './resume';
import { registerRunsCommands } from './runs/runsCommands';
import { RunsTree } from './runs/runsTree';
import { watchRunsFolder } from './runs/watchRunsFolder';
import { selectEngine } from './selectEngine';
import { readSetting } from './settings';
import { setConfiguration } from './setConfiguration';
import { StatusBar } from './statusBar';
import { throttle } from '../host/throttle';
import { train } from './train';
import { trainMore } from './trainMore';
import { labHandlers } from './webview/labHandlers';
import { LabPanel } from './webview/labPanel';
import { LabServer } from './webview/labServer';
import { labTruth } from './webview/labTruth';
import { TrainView } from './webview/trainView';

/** A full-speed run ends an epoch every 60 ms: nobody reads numbers that fast, and every showing costs the editor time. */
const showIntervalMs = 250;

/** Called by VS Code when a command or the view is first used: it starts no process yet. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('MNIST', { log: true });
  const lab = createLab(context, log);
  const { session, selection, catalogue, digits, samples, testSet, rateFinder } = lab;
  const server: LabServer = new LabServer(labTruth(lab), labHandlers(lab, () => panel, () => server.change()), (isLabVisible) => samples.setActive(isLabVisible));
  const panel = new LabPanel(context.extensionUri, server.connect);
  const view = new TrainView(context.extensionUri, server.connect);
  const tree = new RunsTree(catalogue);
  const statusBar = new StatusBar();
  /** A run shows itself: in what is in sight already, else in the lab. */
  const showRun = () => {
    if (!panel.isVisible && !view.isVisible) panel.show({ tab: 'train' }, true);
  };

  const show = throttle(showIntervalMs, () => {
    const { activity, run } = session.snapshot;
    statusBar.show({ activity, run: activity === 'idle' ? selection.shown?.run : run });
  });
  session.onChange(({ activity, run }, event) => {
    show.request();
    server.change();
    setContext(contextKey.training, activity !== 'idle');
    setContext(contextKey.paused, run?.phase === 'paused');
    if (event) logEvent(event, run, log);
  });
  selection.onChange((change) => {
    show.request();
    if (change.kind === 'replaced') server.replace();
    else if (change.kind === 'weights') server.changeNow();
    else server.change(change.kind === 'event' ? change.event : undefined);
    const { shown } = selection;
    setContext(contextKey.modelLoaded, shown?.weights !== undefined);
    setContext(contextKey.resumable, shown !== undefined && isResumable(shown.run));
  });
  for (const each of [catalogue, digits, testSet, rateFinder]) each.onChange(() => server.change());
  samples.onReadingsChanged((set) => server.changeReadings(set));

  const onSettings = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('mnist')) server.change();
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
    panel,
    vscode.window.registerWebviewPanelSerializer(labPanelType, panel),
    vscode.window.registerWebviewViewProvider(trainViewId, view),
    tree,
    watchRunsFolder(lab),
    statusBar,
    samples,
    catalogue,
    selection,
    session,
    register(command.train, () => train(lab, showRun)),
    register(command.trainMore, () => trainMore(lab, showRun)),
    register(command.loadCheckpoint, () => loadCheckpoint(lab)),
    register(command.openLab, () => panel.show()),
    register(command.draw, () => panel.show({ tab: 'draw' })),
    register(command.showSamples, () => panel.show({ tab: 'samples' })),
    register(command.pause, () => session.pause()),
    register(command.resume, () => resume(lab, showRun)),
    register(command.stepBatch, () => session.resume('batch')),
    register(command.stop, () => session.stop()),
    register(command.evaluate, () => evaluate(lab, () => panel.show({ tab: 'evaluate' }))),
    register(command.predictImage, () => predictImage(lab)),
    register(command.exportModel, () => exportModel(lab)),
    register(command.importWeights, () => importWeights(lab, showRun)),
    register(command.setConfiguration, () => setConfiguration(lab, () => server.change())),
    register(command.findLearningRate, () => findLearningRate(lab, () => panel.show({ tab: 'train', train: 'rateFinder' }))),
    register(command.selectEngine, () => selectEngine(lab)),
    register(command.showLog, () => log.show()),
    ...registerRunsCommands({ lab, tree, showLab: () => panel.show(undefined, true), report: (error) => reportError(error, log) }),
  );
  void Promise.all([catalogue.refresh(), selection.restore(), digits.read()]).catch((error: unknown) => log.warn(String(error)));
}

const shownContext = new Map<string, boolean>();

/** Context keys cost a message each, and a run changes ten times a second: only a change is sent. */
function setContext(key: string, value: boolean): void {
  if (shownContext.get(key) === value) return;
  shownContext.set(key, value);
  void vscode.commands.executeCommand('setContext', key, value);
}

function logEvent(event: RunEvent, run: RunSnapshot | undefined, log: vscode.LogOutputChannel): void {
  if (event.kind === 'epoch') log.info(describeEpoch(event.record, run));
  if (event.kind === 'unsaved') log.warn(`Not saved: ${event.problem}`);
  if (event.kind !== 'ended') return;
  if (event.problem === undefined) log.info(`Run ${event.phase}`);
  else log.error(event.problem);
}

function describeEpoch(record: EpochRecord, run: RunSnapshot | undefined): string {
  if (record.epoch > 0) return formatNotebookLine(record);
  return `${run?.run.parent ? 'Before training' : 'Untrained'}, val_loss: ${record.valLoss.toFixed(4)}, val_acc: ${record.valAccuracy.toFixed(4)}`;
}
