import { describe, expect, test } from 'vitest';
import { rangeAround, rangeBetween, stepsOf, zoomRange } from '../../../src/webview/train/range';

const run = { epochs: 20, stepsPerEpoch: 400 };

describe('zooming', () => {
  test('keeps the anchor where it is', () => {
    // 8 lies at 0.4 of 0..20, and at 0.4 of 4..14 too.
    expect(zoomRange({ from: 0, to: 20 }, 0.5, 8, run)).toEqual({ from: 4, to: 14 });
  });

  test('stops at four steps', () => {
    // 4 of 400 steps are 0.01 epochs, around the middle of 10..10.02.
    const { from, to } = zoomRange({ from: 10, to: 10.02 }, 0.1, 10.01, run);
    expect([from, to]).toEqual([expect.closeTo(10.005, 9), expect.closeTo(10.015, 9)]);
  });

  test('out is never more than the run', () => {
    expect(zoomRange({ from: 2, to: 16 }, 2, 10, run)).toEqual({ from: 0, to: 20 });
  });

  test('out at an edge moves inside', () => {
    // 16 to 20 around 20 would be 12 to 20; around 18 it would be 14 to 22, which is moved back by 2.
    expect(zoomRange({ from: 16, to: 20 }, 2, 18, run)).toEqual({ from: 12, to: 20 });
  });
});

describe('a dragged range', () => {
  test('is the same from right to left', () => {
    expect(rangeBetween(9, 5, run)).toEqual({ from: 5, to: 9 });
  });

  test('ends where the run does', () => {
    expect(rangeBetween(15, 27, run)).toEqual({ from: 15, to: 20 });
  });

  test('of three steps is none', () => {
    expect(rangeBetween(5, 5 + 3 / 400, run)).toBeUndefined();
  });
});

test.each([
  ['before it', 3, { from: 3, to: 7 }],
  ['in it', 6, { from: 4, to: 8 }],
  ['behind it', 9, { from: 5, to: 9 }],
])('a range follows a place %s', (_, place, moved) => {
  expect(rangeAround({ from: 4, to: 8 }, place)).toEqual(moved);
});

describe('the steps of a range', () => {
  test('are those that it touches', () => {
    // 1.01 * 400 = 404, 1.0226 * 400 = 409.04
    expect(stepsOf({ from: 1.01, to: 1.0226 }, 400)).toEqual({ from: 404, to: 410 });
  });

  test('begin with the run', () => {
    expect(stepsOf({ from: -0.4, to: 1 }, 400)).toEqual({ from: 0, to: 400 });
  });
});
