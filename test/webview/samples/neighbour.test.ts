import { expect, test } from 'vitest';
import { neighbour } from '../../../src/webview/samples/neighbour';

const list = Int32Array.of(2, 4, 6);

test.each([
  [4, 1, 6],
  [4, -1, 2],
  [6, 1, undefined],
  [2, -1, undefined],
  // 5 is not in the list.
  [5, 1, 6],
  [5, -1, 4],
  [7, 1, undefined],
  [1, -1, undefined],
] as const)('beside %i by %i is %s', (current, step, expected) => {
  expect(neighbour(list, current, step)).toBe(expected);
});
