import { expect, test } from 'vitest';
import { augmentationChoices } from '../../../src/core/augmentationChoices';
import { configurationOf } from '../../../src/core/recipes';
import { describeBatchSize, describeEpochs, describeExtras, describeLearningRate, describeModel, describeSplit } from '../../../src/webview/train/describeConfiguration';
import { recipeHint } from '../../../src/webview/train/recipeHint';
import { configuration } from '../sidebar/labStates';

test('the model has its shapes and its count', () => {
  expect(describeModel(configuration)).toEqual({ name: 'Model', value: 'softmax', meaning: 'One layer, 784 × 10 weights and 10 biases: 7,850 numbers.' });
});

test('the batch size says how many steps it makes, and what is left for the last', () => {
  // 390 * 128 = 49,920
  expect(describeBatchSize(configuration).meaning).toBe('Images per step; 391 steps make an epoch, the last has 80.');
});

test('of a batch size without a rest it says nothing of the last', () => {
  expect(describeBatchSize({ ...configuration, batchSize: 50 }).meaning).toBe('Images per step; 1,000 steps make an epoch.');
});

test('epochs are the sum of the rounds', () => {
  expect(describeEpochs(configuration)).toMatchObject({ value: '20', meaning: 'Passes over the training images, in rounds of 5, 5, 5, 5.' });
});

test('the split is both parts', () => {
  expect(describeSplit(configuration).value).toBe('50,000 + 10,000');
});

test('the learning rate says since when it is another', () => {
  const changed = { ...configuration, interventions: [{ step: 1300, field: 'learningRate' as const, value: 0.01 }] };
  expect(describeLearningRate(changed, 1299, 391)).toMatchObject({ value: '0.001', meaning: 'How far one step goes.' });
  // 1300 = 3 * 391 + 127
  expect(describeLearningRate(changed, 1300, 391)).toMatchObject({ value: '0.01', meaning: 'How far one step goes. Since epoch 4, batch 127; the run began with 0.001.' });
});

test('a learning rate under a schedule says what it is at this step', () => {
  // Half of 5 * 391 steps down a cosine: (1 + cos(π / 2)) / 2 = 0.5, but for half a step.
  const scheduled = { ...configuration, rounds: [5], schedule: { kind: 'cosine', warmUpEpochs: 0 } as const };
  expect(describeLearningRate(scheduled, 977, 391)).toMatchObject({ value: '0.001', meaning: 'How far one step goes. The schedule has it at 0.0005 now.' });
});

test('a plain run has no extras', () => {
  expect(describeExtras(configuration)).toEqual([]);
});

test('a run lists what it does beside', () => {
  const people = configurationOf('people', 1);
  const changed = { ...people, optimizer: { ...people.optimizer, weightDecay: 0.02 }, labelSmoothing: 0.1, augmentation: augmentationChoices.light, earlyStopping: { patience: 4 } };
  expect(describeExtras(changed).map(({ name, value }) => [name, value])).toEqual([
    ['Weight decay', '0.02'],
    ['Schedule', 'one cycle'],
    ['Label smoothing', '0.1'],
    ['Augmentation', 'light'],
    ['Early stopping', '4'],
  ]);
});

test('what the recipe has is told only where it is something else', () => {
  expect([recipeHint('How far.', 0.1, 0.001), recipeHint('How far.', 0.1, 0.1), recipeHint('How far.', 0.1, undefined)]).toEqual(['How far. The recipe has 0.001.', 'How far.', 'How far.']);
});
