import { expect, test } from 'vitest';
import { describeWeights } from '../../../src/webview/pad/shownWeights';

test.each([
  [{ epoch: 0, step: 0 }, true, 'untrained weights'],
  [{ epoch: 7, step: 212 }, true, 'live weights, epoch 8, batch 212'],
  [{ epoch: 7, step: 0 }, true, 'live weights, epoch 7'],
  [{ epoch: 7, step: 0 }, false, 'weights of epoch 7'],
  [{ epoch: 7, step: 212 }, false, 'weights of epoch 8, batch 212'],
])('%o, live: %s, are "%s"', (position, isLive, words) => {
  expect(describeWeights(position, isLive)).toBe(words);
});
