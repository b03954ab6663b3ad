import * as vscode from 'vscode';
import { totalEpochs } from '../core/configuration';
import { describeOptimizer } from '../core/optimizer';
import { parsePastedConfiguration } from '../core/pastedConfiguration';
import type { Lab } from './lab';
import { command } from './names';
import { pasteNextRun } from './nextRun';

const train = 'Train';

/** "MNIST: Set Configuration from Clipboard": what "Copy Configuration" copied is what Train does next. */
export async function setConfiguration({ context }: Lab, changed: () => void): Promise<void> {
  const configuration = parsePastedConfiguration(await vscode.env.clipboard.readText());
  await pasteNextRun(context.workspaceState, configuration);
  changed();
  const { model, optimizer, batchSize, seed } = configuration;
  const what = `${model}, ${describeOptimizer(optimizer)}, batch ${batchSize}, ${totalEpochs(configuration)} epochs, seed ${seed}`;
  const action = await vscode.window.showInformationMessage(`The next run will be: ${what}.`, train);
  if (action === train) await vscode.commands.executeCommand(command.train);
}
