import * as vscode from 'vscode';
import { UserError } from '../core/userError';
import type { Weights } from '../protocol/trainerContract';
import { engineSettings, type Lab } from './lab';
import { trainViewId } from './names';

/** "MNIST: Evaluate on Test Set": loss, accuracy and confusion matrix of the shown weights, in the log. */
export async function evaluate(lab: Lab, showView: () => void): Promise<void> {
  const { session, log } = lab;
  showView();
  const evaluating = readShown(lab, async (weights, run) => ({ run, ...(await session.evaluate(weights, 'test', engineSettings(lab))) }));
  const { run, evaluation, position } = await vscode.window.withProgress({ location: { viewId: trainViewId } }, () => evaluating);
  const { loss, accuracy, confusion } = evaluation;
  log.info(`Test: loss ${loss.toFixed(4)}, accuracy ${accuracy.toFixed(4)} (${run}, epoch ${position.epoch})`);
  log.info('Label, then how many of its images are read as 0 to 9:');
  confusion.forEach((row, label) => log.info(`${label}: ${row.map((count) => String(count).padStart(5)).join('')}`));
}

/** What `call` makes of the shown weights, of the run with that id. Throws a `UserError` where nothing was trained yet. */
export async function readShown<T>({ selection }: Lab, call: (weights: Weights, run: string) => Promise<T>): Promise<T> {
  const answer = await selection.read(async (weights, { run }) => ({ value: await call(weights, run.run.id) }));
  if (!answer) throw new UserError('no-model', 'There is no model yet. Train one first, with "MNIST: Train".');
  return answer.value;
}
