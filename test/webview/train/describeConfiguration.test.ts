import { expect, test } from 'vitest';
import { describeBatchSize, describeEpochs, describeLearningRate, describeModel, describeSplit } from '../../../src/webview/train/describeConfiguration';
import { differences } from '../../../src/webview/train/recipeDifferences';
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

test('a recipe differs only in what was changed, whatever the rounds', () => {
  expect(differences({ ...configuration, batchSize: 64, rounds: [20] }, 'notebook')).toEqual({ batchSize: 128 });
});

test('of an unknown recipe nothing differs', () => {
  expect(differences(configuration, 'another')).toEqual({});
});
