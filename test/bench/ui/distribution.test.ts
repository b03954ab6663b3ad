import { expect, test } from 'vitest';
import { distributionOf, percentile } from '../../../bench/ui/distribution';

test('a percentile is the value of that rank, rounded up', () => {
  // Ranks 2.5 and 4.75 of five.
  expect([percentile([50, 10, 40, 20, 30], 0.5), percentile([50, 10, 40, 20, 30], 0.95)]).toEqual([30, 50]);
});

test('of twenty values the 95th percentile is the last but one', () => {
  expect(percentile(Array.from({ length: 20 }, (_, index) => index + 1), 0.95)).toBe(19);
});

test('of no values no percentile is known', () => {
  expect(percentile([], 0.5)).toBeNaN();
});

test('a distribution of one value', () => {
  expect(distributionOf([7])).toEqual({ count: 1, p50: 7, p95: 7, largest: 7 });
});
