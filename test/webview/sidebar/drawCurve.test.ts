import { expect, test } from 'vitest';
import { epochTicks } from '../../../src/webview/sidebar/drawCurve';

test.each([
  [1, [0, 1]],
  [6, [0, 2, 4, 6]],
  [12, [0, 5, 10]],
  [20, [0, 5, 10, 15, 20]],
  [10_000, [0, 2000, 4000, 6000, 8000, 10_000]],
])('an axis of %i epochs has its numbers at %j', (epochs, ticks) => {
  expect(epochTicks(epochs)).toEqual(ticks);
});
