import * as vscode from 'vscode';
import type { EnginePreference } from '../protocol/trainerContract';
import type { Lab } from './lab';
import { readSetting, writeSetting } from './settings';

const choices: readonly { readonly preference: EnginePreference; readonly label: string; readonly detail: string }[] = [
  { preference: 'auto', label: 'Automatic', detail: 'TensorFlow where it is found and passes its self-test, else WebAssembly' },
  { preference: 'wasm', label: 'WebAssembly', detail: 'Built in: nothing to install, starts in milliseconds' },
  { preference: 'tensorflow', label: 'TensorFlow', detail: '@tensorflow/tfjs-node, from mnist.tensorflowPath or beside the extension' },
];

/** "MNIST: Select Engine...": sets `mnist.engine` and starts the engine, so that what is missing is said now. */
export async function selectEngine(lab: Lab): Promise<void> {
  const { engine } = lab.session.snapshot;
  const current = readSetting('engine');
  const chosen = await vscode.window.showQuickPick(
    choices.map(({ preference, label, detail }) => ({ preference, label, detail, description: preference === current ? 'current' : '' })),
    { title: engine ? `Select Engine (now ${engine.description})` : 'Select Engine', placeHolder: 'Where the arithmetic happens' },
  );
  if (!chosen) return;
  await writeSetting('engine', chosen.preference);
  await lab.session.openEngine({ ...lab.engine(), preference: chosen.preference });
}
