import * as vscode from 'vscode';
import { UserError } from '../core/userError';
import type { LoadedModel } from '../host/session';
import { engineSettings, type Lab } from './lab';
import { trainViewId } from './names';

/** "MNIST: Evaluate on Test Set": loss, accuracy and confusion matrix of the loaded model, in the view and the log. */
export async function evaluate(lab: Lab, showView: () => void): Promise<void> {
  const { session, log } = lab;
  const model = requireModel(lab);
  showView();
  const evaluating = session.evaluate(model, 'test', engineSettings(lab));
  const { loss, accuracy, confusion } = await vscode.window.withProgress({ location: { viewId: trainViewId } }, () => evaluating);
  log.info(`Test: loss ${loss.toFixed(4)}, accuracy ${accuracy.toFixed(4)} (${model.run}, epoch ${model.epoch})`);
  log.info('Label, then how many of its images are read as 0 to 9:');
  confusion.forEach((row, label) => log.info(`${label}: ${row.map((count) => String(count).padStart(5)).join('')}`));
}

/** The model that Evaluate and Predict use. Throws a `UserError` where nothing was trained yet. */
export function requireModel({ session }: Lab): LoadedModel {
  const { model } = session.snapshot;
  if (!model) throw new UserError('no-model', 'There is no model yet. Train one first, with "MNIST: Train".');
  return model;
}
