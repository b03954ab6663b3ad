import * as vscode from 'vscode';
import { UserError } from '../core/userError';
import { command } from './names';

const showLog = 'Show Log';
const openSettings = 'Open Settings';

/** Tells a person of an error: one they can act on as its sentence, a bug with the way to the log. */
export async function reportError(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  const isUserError = error instanceof UserError;
  const message = error instanceof Error ? error.message : String(error);
  log.error(isUserError || !(error instanceof Error) ? message : (error.stack ?? message));
  const text = isUserError ? message : `MNIST Lab met an error of its own: ${message}`;
  const actions = isUserError && error.code === 'setting' ? [openSettings, showLog] : [showLog];
  const action = await vscode.window.showErrorMessage(text, ...actions);
  if (action === showLog) await vscode.commands.executeCommand(command.showLog);
  if (action === openSettings) await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:mnist-lab.mnist-lab');
}
