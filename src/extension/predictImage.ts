import * as vscode from 'vscode';
import { mnist } from '../core/dataset';
import type { Prediction } from '../protocol/trainerContract';
import { readShown, type Lab } from './lab';
import { reportError } from './reportError';

/** "MNIST: Predict Image...": type the index of a test image, and see at once what the model reads in it. */
export function predictImage(lab: Lab): void {
  const pick = vscode.window.createQuickPick();
  pick.title = 'Predict Image';
  pick.placeholder = `Index of a test image, 0 to ${mnist.testCount - 1}`;
  let asked = 0;
  const predict = async (text: string) => {
    const question = ++asked;
    const testIndex = parseTestIndex(text);
    pick.title = 'Predict Image';
    pick.items = [];
    if (testIndex === undefined) {
      if (text !== '') pick.title = `Predict Image: there is no test image "${text}", only 0 to ${mnist.testCount - 1}`;
      return;
    }
    pick.busy = true;
    const prediction = await readShown(lab, (weights) => lab.session.predict(weights, testIndex, lab.engine()));
    // An answer may come after the next question was asked.
    if (question !== asked) return;
    pick.busy = false;
    pick.title = `Test image ${testIndex} is read as ${prediction.digit}; its label is ${prediction.label}`;
    pick.items = listProbabilities(prediction);
  };
  pick.onDidChangeValue((text) => {
    predict(text.trim()).catch((error: unknown) => {
      pick.hide();
      void reportError(error, lab.log);
    });
  });
  pick.onDidAccept(() => pick.hide());
  pick.onDidHide(() => pick.dispose());
  pick.show();
}

function parseTestIndex(text: string): number | undefined {
  const index = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return index < mnist.testCount ? index : undefined;
}

/** As words, because the list moves up a label that what is typed is found in, and what is typed is an index. */
const digitWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** The ten digits, most probable first. What is typed filters nothing: every item is always shown. */
function listProbabilities({ probabilities, label }: Prediction): vscode.QuickPickItem[] {
  return probabilities
    .map((probability, digit) => ({ probability, digit }))
    .sort((a, b) => b.probability - a.probability)
    .map(({ probability, digit }) => ({
      label: digitWords[digit] ?? '',
      description: `${digit}  ${(100 * probability).toFixed(1)} %  ${'█'.repeat(Math.round(30 * probability))}${digit === label ? '  label' : ''}`,
      alwaysShow: true,
    }));
}
