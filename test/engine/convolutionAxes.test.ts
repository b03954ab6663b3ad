import { expect, test } from 'vitest';
import { axisBands, backwardPhases, forwardAxis } from '../../src/engine/wasm/plan/axes';

test('filters of 5 at stride 2 over 14 pixels reach over both ends', () => {
  // Outputs 0 to 6 begin to look at -2, 0, ..., 10, and pixels are 0 to 13.
  expect(axisBands(forwardAxis(14, 7, 5, 2))).toEqual([
    { positions: [0], firstTap: 2, taps: 3 },
    { positions: [1, 2, 3, 4, 5], firstTap: 0, taps: 5 },
    { positions: [6], firstTap: 0, taps: 4 },
  ]);
});

test('filters of 7 over 2 pixels reach over both ends at once', () => {
  expect(axisBands(forwardAxis(2, 2, 7, 1))).toEqual([
    { positions: [0], firstTap: 3, taps: 2 },
    { positions: [1], firstTap: 2, taps: 2 },
  ]);
});

test('going back, even and odd pixels meet 3 and 2 outputs, fewer at the ends', () => {
  // Input i was met by output o at tap i + 2 - 2 o: input 0 by outputs 0 and 1, input 12 by 5 and 6, input 13 by 6.
  expect(backwardPhases(14, 7, 5, 2).map(axisBands)).toEqual([
    [
      { positions: [0], firstTap: 1, taps: 2 },
      { positions: [2, 4, 6, 8, 10], firstTap: 0, taps: 3 },
      { positions: [12], firstTap: 0, taps: 2 },
    ],
    [
      { positions: [1, 3, 5, 7, 9, 11], firstTap: 0, taps: 2 },
      { positions: [13], firstTap: 0, taps: 1 },
    ],
  ]);
});

test('going back, a pixel that no output looked at meets none', () => {
  expect(backwardPhases(3, 2, 1, 2).map(axisBands)).toEqual([[{ positions: [0, 2], firstTap: 0, taps: 1 }], [{ positions: [1], firstTap: 0, taps: 0 }]]);
});
