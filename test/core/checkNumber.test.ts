import { expect, test } from 'vitest';
import { batchSizeSchema, learningRateSchema } from '../../src/core/configuration';
import { checkNumber } from '../../src/core/checkNumber';

test.each([
  ['0.01', 0.01],
  [' 1e-3 ', 0.001],
  ['100', 100],
])('"%s" is a learning rate', (text, value) => {
  expect(checkNumber(learningRateSchema, 'Learning rate', text)).toEqual({ value });
});

test.each(['', '0', '-1', '100.5', 'fast', 'Infinity'])('"%s" is none, and a sentence says why', (text) => {
  expect(checkNumber(learningRateSchema, 'Learning rate', text)).toEqual({ problem: 'Learning rate must be a number above 0 and at most 100.' });
});

test('a batch is whole images', () => {
  expect(checkNumber(batchSizeSchema, 'Batch size', '12.5')).toEqual({ problem: 'Batch size must be a whole number from 1 to 4096.' });
});
