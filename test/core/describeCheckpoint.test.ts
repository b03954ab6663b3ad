import { expect, test } from 'vitest';
import { describeCheckpoint, describePosition } from '../../src/core/describeCheckpoint';

test.each([
  [{ epoch: 0, step: 0 }, 'untrained'],
  [{ epoch: 20, step: 0 }, 'epoch 20'],
  // Seven epochs done, 212 steps into the eighth.
  [{ epoch: 7, step: 212 }, 'epoch 8, batch 212'],
])('the position %j is "%s"', (position, words) => {
  expect(describePosition(position)).toBe(words);
});

test('weights of a parent are not untrained', () => {
  expect(describePosition({ epoch: 0, step: 0 }, { parent: { checkpoint: 'mnist-logistic' } })).toBe('before training');
});

test('a checkpoint may be the best or the last of its run', () => {
  const [best, last] = [1, 2].map((epoch) => ({ name: `epoch-000${epoch}`, epoch, step: 0, valAccuracy: 0.8 }));
  const words = [best, last].map((checkpoint) => checkpoint && describeCheckpoint(checkpoint, { run: {}, best, last }));
  expect(words).toEqual(['best: epoch 1', 'last: epoch 2']);
});
