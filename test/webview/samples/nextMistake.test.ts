import { expect, test } from 'vitest';
import { nextMistake } from '../../../src/webview/samples/nextMistake';

const list = Int32Array.of(2, 4, 6, 8, 10);
const mistakes = Int32Array.of(4, 10);

test.each([
  [2, 1, 4],
  [4, 1, 10],
  // From the last one on to the first again.
  [10, 1, 4],
  [10, -1, 4],
  [2, -1, 10],
  // 5 is not in the list.
  [5, 1, 10],
  [5, -1, 4],
  [99, 1, 4],
  [0, -1, 10],
] as const)('from %i by %i comes %i', (current, step, expected) => {
  expect(nextMistake(list, mistakes, current, step)).toBe(expected);
});

test('follows the order of the list, not of the indices', () => {
  expect(nextMistake(Int32Array.of(9, 3, 7, 1), Int32Array.of(1, 3), 3, 1)).toBe(1);
});

test('mistakes that the list does not hold do not count', () => {
  expect(nextMistake(list, Int32Array.of(5), 2, 1)).toBeUndefined();
});

test('the only mistake has no other after it', () => {
  expect(nextMistake(list, Int32Array.of(6), 6, 1)).toBeUndefined();
});
