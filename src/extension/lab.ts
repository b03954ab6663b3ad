import type * as vscode from 'vscode';
import type { Session } from '../host/session';
import type { EngineSettings } from '../host/trainerSupervisor';
import { tensorflowCandidates } from '../host/tensorflowCandidates';
import { readSetting } from './settings';

/** What every command and view works with. */
export interface Lab {
  readonly session: Session;
  readonly log: vscode.LogOutputChannel;
  readonly context: vscode.ExtensionContext;
  /** Something that is neither the session's nor a setting changed. */
  changed(): void;
}

/** TensorFlow gains nothing from a second thread on the models there are so far; 0 lets us choose. */
const chosenThreads = 1;

/** The engine that the settings ask for. Throws a `UserError` where a setting cannot be. */
export function engineSettings({ context }: Lab): EngineSettings {
  const named = [
    { origin: 'mnist.tensorflowPath', folder: readSetting('tensorflowPath') },
    { origin: 'MNIST_TENSORFLOW_PATH', folder: process.env['MNIST_TENSORFLOW_PATH'] ?? '' },
  ];
  return {
    preference: readSetting('engine'),
    threads: readSetting('threads') || chosenThreads,
    candidates: tensorflowCandidates(named, context.extensionPath),
  };
}
