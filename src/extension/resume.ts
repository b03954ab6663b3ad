import * as vscode from 'vscode';
import { chosenLearningRate, learningRateSchema, type Continuation } from '../core/configuration';
import { isResumable, type RunSnapshot } from '../core/run';
import { UserError } from '../core/userError';
import { askNumber } from './askNumber';
import type { Lab } from './lab';
import { command } from './names';
import { runRequest } from './train';
import { watchRun } from './watchRun';

const inexactly = 'Resume Inexactly';
const selectEngine = 'Select Engine';

/** "MNIST: Resume": a run that holds goes on; the shown one, where it was stopped, interrupted or failed, goes on from its last checkpoint. */
export async function resume(lab: Lab, showRun: () => void): Promise<void> {
  const { session, selection } = lab;
  if (session.snapshot.run?.phase === 'paused') return session.resume('end');
  const run = selection.shown?.run;
  if (!run || !isResumable(run)) {
    throw new UserError('nothing-to-resume', 'There is nothing to resume: choose a run that was stopped, interrupted or failed. A finished one can be trained more.');
  }
  if (run.phase !== 'failed') return continueRun(lab, showRun, run, {});
  const learningRate = await askLearningRate(run);
  if (learningRate !== undefined) await continueRun(lab, showRun, run, { learningRate });
}

/** Goes on with a stored run, on another engine than its own only where the user says so. */
export async function continueRun(lab: Lab, showRun: () => void, { folder }: RunSnapshot, continuation: Continuation): Promise<void> {
  const attempt = (inexact: boolean) => watchRun(lab, showRun, lab.session.resumeRun({ folder, inexact, ...continuation, ...runRequest(lab) }));
  try {
    await attempt(false);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'engine-differs') throw error;
    const action = await vscode.window.showWarningMessage(error.message, inexactly, selectEngine);
    if (action === inexactly) await attempt(true);
    if (action === selectEngine) await vscode.commands.executeCommand(command.selectEngine);
  }
}

/** A run that failed because its numbers grew without limit would do so again: it is to be given a smaller step. */
function askLearningRate({ run, epoch, step, stepsPerEpoch, problem }: RunSnapshot): Promise<number | undefined> {
  return askNumber({
    title: 'Resume',
    name: 'The learning rate',
    prompt: `${problem ?? 'It failed.'} The learning rate to go on with:`,
    value: chosenLearningRate(run.configuration, epoch * stepsPerEpoch + step),
    schema: learningRateSchema,
  });
}
