import { join } from 'node:path';
import type * as vscode from 'vscode';
import { UserError } from '../core/userError';
import { DigitStore } from '../host/digitStore';
import { RateFinder } from '../host/rateFinder';
import { RunCatalogue } from '../host/runCatalogue';
import { runsFolder } from '../host/runStore';
import { Samples } from '../host/samples';
import { Selection } from '../host/selection';
import { Session } from '../host/session';
import { tensorflowCandidates } from '../host/tensorflowCandidates';
import { TestSet } from '../host/testSet';
import { trainerLauncher } from '../host/trainerProcess';
import type { EngineSettings } from '../host/trainerSupervisor';
import type { Weights } from '../protocol/trainerContract';
import { findLabFolder } from './labFolder';
import { requireNextRun } from './nextRun';
import { readSetting } from './settings';

/** What every command and view works with. */
export interface Lab {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly session: Session;
  readonly selection: Selection;
  readonly catalogue: RunCatalogue;
  readonly digits: DigitStore;
  readonly samples: Samples;
  readonly testSet: TestSet;
  readonly rateFinder: RateFinder;
  /** The folder of runs. Throws a `UserError` where the settings name none. */
  readonly runsFolder: () => string;
  /** The engine that the settings ask for. Throws a `UserError` where a setting cannot be. */
  readonly engine: () => EngineSettings;
}

/** Puts together what the host offers; starts no process yet. */
export function createLab(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Lab {
  const session = new Session(trainerLauncher(join(context.extensionPath, 'dist', 'trainer.js')), log);
  const labFolder = () => findLabFolder(context).folder;
  const runs = () => runsFolder(labFolder());
  const engine = () => engineSettings(context);
  const selection = new Selection(session, runs, log);
  const digits = new DigitStore(labFolder, log);
  const samples = new Samples({ session, selection, digits, log, engine, nextConfiguration: () => requireNextRun(context.workspaceState) });
  return {
    context,
    log,
    session,
    selection,
    catalogue: new RunCatalogue(session, runs, log),
    digits,
    samples,
    testSet: new TestSet(session, selection, engine, (readings, key) => samples.acceptTest(readings, key)),
    rateFinder: new RateFinder(session, engine),
    runsFolder: runs,
    engine,
  };
}

/** What `call` makes of the shown weights. Throws a `UserError` where nothing was trained yet. */
export async function readShown<T>({ selection }: Lab, call: (weights: Weights) => Promise<T>): Promise<T> {
  const answer = await selection.read(call);
  if (answer === undefined) throw new UserError('no-model', 'There is no model yet. Train one first, with "MNIST: Train".');
  return answer;
}

function engineSettings(context: vscode.ExtensionContext): EngineSettings {
  const named = [
    { origin: 'mnist.tensorflowPath', folder: readSetting('tensorflowPath') },
    { origin: 'MNIST_TENSORFLOW_PATH', folder: process.env['MNIST_TENSORFLOW_PATH'] ?? '' },
  ];
  return {
    preference: readSetting('engine'),
    threads: readSetting('threads'),
    candidates: tensorflowCandidates(named, context.extensionPath),
  };
}
