import { expect, test } from 'vitest';
import { describeSearch } from '../../../src/core/learningRateFinder';
import { formatRate, rateLines, rateLossEnd, stepAt } from '../../../src/webview/train/rateLines';

test('lines lie over the logarithm of the rate, from 1e-6 on', () => {
  const { smooth, raw } = rateLines(describeSearch([2.5, 2.5]));
  expect(raw.map(({ y }) => y)).toEqual([2.5, 2.5]);
  expect(raw[0]?.x).toBeCloseTo(-6, 12);
  // Seven decades in 199 steps.
  expect(smooth[1]?.x).toBeCloseTo(-6 + 7 / 199, 12);
});

test('a place is read at the step nearest to it, of those that were taken', () => {
  expect(stepAt(-6, 200)).toBe(0);
  expect(stepAt(1, 200)).toBe(199);
  // 4 of 7 decades: 199 · 4 / 7 = 113.7.
  expect(stepAt(-2, 200)).toBe(114);
  expect(stepAt(-2, 50)).toBe(49);
  expect(stepAt(-9, 50)).toBe(0);
});

test('the axis ends a quarter above the first loss, rounded up', () => {
  expect(rateLossEnd({ losses: [2.4, 900] })).toBe(3);
  expect(rateLossEnd({ losses: [] })).toBe(3);
});

test('rates have two digits and no exponent', () => {
  expect(formatRate(1e-6)).toBe('0.000001');
  expect(formatRate(0.012345)).toBe('0.012');
  expect(formatRate(10)).toBe('10');
});
