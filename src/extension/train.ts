import * as vscode from 'vscode';
import { prepareLabFolder, runsFolder } from '../host/runStore';
import type { Lab } from './lab';
import { findLabFolder } from './labFolder';
import { command } from './names';
import { requireNextRun } from './nextRun';
import { readSetting } from './settings';
import { showTrainingProgress } from './trainingProgress';

const showLog = 'Show Log';
const trainAgain = 'Train Again';

/** "MNIST: Train": one run of the recipe, with what was changed of it. It asks nothing; view, lab, status bar and log show it. */
export async function train(lab: Lab, showRun: () => void): Promise<void> {
  const { session, log, context } = lab;
  const { folder, note } = findLabFolder(context);
  const request = {
    configuration: requireNextRun(context.workspaceState),
    runsFolder: runsFolder(folder),
    keepCheckpoints: readSetting('checkpoints.keep'),
    engine: lab.engine(),
    pace: readSetting('pace'),
  };
  await prepareLabFolder(folder);
  const training = session.train(request);
  if (note) log.info(note);
  showRun();
  const run = await showTrainingProgress(session, training);
  // A run that was interrupted in this session had its trainer die.
  if (run?.phase !== 'failed' && run?.phase !== 'interrupted') return;
  // Not awaited by the caller's progress: the run is over, whatever is chosen here and whenever.
  const action = await vscode.window.showErrorMessage(run.problem ?? 'Training failed.', showLog, trainAgain);
  if (action === showLog) await vscode.commands.executeCommand(command.showLog);
  if (action === trainAgain) await vscode.commands.executeCommand(command.train);
}
