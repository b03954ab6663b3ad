import { expect, test } from 'vitest';
import { keyNumbers, recentBatches } from '../../../src/webview/train/keyNumbers';
import { configuration } from '../sidebar/labStates';
import { history } from './history';

const bucketsOf = (stride: number, means: readonly number[]) => {
  const values = { mean: Float32Array.from(means), minimum: Float32Array.from(means), maximum: Float32Array.from(means) };
  return { first: 0, stride, loss: values, accuracy: values };
};

test('before a run there are dashes, with what they will mean', () => {
  expect(keyNumbers(undefined, undefined, configuration).map(({ value, meaning }) => `${value} ${meaning}`)).toEqual([
    '– Share of the 10,000 images kept aside that it reads correctly.',
    '– How surprised it is by the right answers there. Lower is better; guessing gives 2.303.',
    '– The same surprise on the images it learns from.',
    '– Far above validation would mean that it learns by heart.',
  ]);
});

test('numbers have four decimals', () => {
  const numbers = keyNumbers(history[2], { count: 42, loss: 0.98765, accuracy: 0.81 }, configuration);
  expect(numbers.map(({ value }) => value)).toEqual(['0.8000', '0.7500', '0.9877', '0.8100']);
  expect(numbers[2]?.meaning).toBe('The same surprise on the images it learns from, last 42 batches.');
});

test.each([
  [0.82, 'Far above validation would mean that it learns by heart. It does not.'],
  [0.84, 'It is far above validation: it learns by heart.'],
])('training accuracy %d beside validation 0.8', (accuracy, sentence) => {
  expect(keyNumbers(history[2], { count: 100, loss: 1, accuracy }, configuration)[3]?.meaning).toBe(sentence);
});

test('the recent batches are whole buckets of at least a hundred steps; the last one may hold fewer', () => {
  // 130 steps in buckets of 40: 40, 40, 40 and 10. The last three hold 90, so the first counts too: (1*40 + 2*40 + 3*40 + 4*10) / 130.
  expect(recentBatches(bucketsOf(40, [1, 2, 3, 4]), 130)).toEqual({ count: 130, loss: 280 / 130, accuracy: 280 / 130 });
});

test('of fewer batches they are all', () => {
  expect(recentBatches(bucketsOf(1, [2, 4]), 2)).toEqual({ count: 2, loss: 3, accuracy: 3 });
});

test('there are none before the first', () => {
  expect(recentBatches(bucketsOf(1, []), 0)).toBeUndefined();
});
