import * as vscode from 'vscode';
import type { RunSnapshot } from '../core/run';
import type { Lab } from './lab';
import { command } from './names';
import { showTrainingProgress } from './trainingProgress';

const showLog = 'Show Log';
const resume = 'Resume';
const trainAgain = 'Train Again';

/** Shows a run that begins or goes on, and tells of its end where that is a failure. */
export async function watchRun({ session, selection }: Lab, showRun: () => void, training: Promise<RunSnapshot | undefined>): Promise<void> {
  showRun();
  const run = await showTrainingProgress(session, training);
  // A run that was interrupted in this session had its trainer die.
  if (run?.phase !== 'failed' && run?.phase !== 'interrupted') return;
  const again = run.last ? resume : trainAgain;
  const action = await vscode.window.showErrorMessage(run.problem ?? 'Training failed.', again, showLog);
  if (action === showLog) await vscode.commands.executeCommand(command.showLog);
  if (action === trainAgain) await vscode.commands.executeCommand(command.train);
  if (action !== resume) return;
  // Another run may have been chosen while the message stood there.
  await selection.show(run.run.id);
  await vscode.commands.executeCommand(command.resume);
}
