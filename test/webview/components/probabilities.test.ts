import { describe, expect, test } from 'vitest';
import { describeReading, formatPercent, winnerOf } from '../../../src/webview/components/probabilities';

/** The mockup's. */
const probabilities = [0.043, 0.002, 0.009, 0.521, 0.007, 0.331, 0.009, 0.003, 0.072, 0.003];

test('a reading in words', () => {
  expect(describeReading(probabilities)).toEqual({ winner: 3, sure: '52.1% sure', then: 'then 5 with 33.1%, 8 with 7.2%' });
});

test('of equal probabilities the first wins', () => {
  expect(winnerOf([0.1, 0.4, 0.4, 0.1])).toBe(1);
});

describe('formatPercent', () => {
  test.each([
    [0.521, '52.1%'],
    [1, '100.0%'],
    [0.99999, '>99.9%'],
    [0, '0.0%'],
    [0.0001, '<0.1%'],
  ])('%d is %s', (share, text) => {
    expect(formatPercent(share)).toBe(text);
  });
});
