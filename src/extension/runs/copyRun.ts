import * as vscode from 'vscode';
import { formatTrainingScript } from '../../core/formats/pytorchTrainingScript';
import type { Lab } from '../lab';

/** Puts a run's configuration into the clipboard, as JSON that "Set Configuration from Clipboard" takes. */
export async function copyConfiguration({ catalogue }: Lab, id: string): Promise<void> {
  const { run } = await catalogue.snapshot(id);
  await vscode.env.clipboard.writeText(`${JSON.stringify(run.configuration, undefined, 2)}\n`);
  vscode.window.setStatusBarMessage('MNIST: configuration copied', shownMs);
}

/** Puts a PyTorch script into the clipboard that trains the same model the same way. */
export async function copyScript({ catalogue }: Lab, id: string): Promise<void> {
  const { run } = await catalogue.snapshot(id);
  await vscode.env.clipboard.writeText(formatTrainingScript(run.configuration));
  vscode.window.setStatusBarMessage('MNIST: PyTorch script copied', shownMs);
}

const shownMs = 4000;
