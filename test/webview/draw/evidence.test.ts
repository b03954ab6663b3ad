import { describe, expect, test } from 'vitest';
import { describeEvidence, rankEvidence, signed, strongestPixel } from '../../../src/webview/draw/evidence';

/** Class 3 has pixels of 0.5 and 0.25, class 8 of -0.75, all others nothing but their bias, their index / -10. */
function evidence() {
  const pixels = new Float32Array(7840);
  pixels[3 * 784 + 5] = 0.5;
  pixels[3 * 784 + 783] = 0.25;
  pixels[8 * 784] = -0.75;
  const bias = Float32Array.from({ length: 10 }, (_, digit) => -digit / 10);
  const logits = bias.map((value, digit) => value + ({ 3: 0.75, 8: -0.75 }[digit] ?? 0));
  return rankEvidence(logits, bias, pixels);
}

describe('evidence', () => {
  test('is sorted by logit', () => {
    expect(evidence().map(({ digit }) => digit)).toEqual([3, 0, 1, 2, 4, 5, 6, 7, 9, 8]);
  });

  test('each class has its own pixels', () => {
    expect(evidence()[0]?.pixels[783]).toBe(0.25);
  });

  test('the shared scale is the strongest pixel of any class, for or against', () => {
    expect(strongestPixel(evidence())).toBe(0.75);
  });

  test.each([
    [0, '3: +0.45, strongest of ten. Its pixels add up to +0.75, the bias adds −0.30.'],
    [9, '8: −1.55, weakest of ten. Its pixels add up to −0.75, the bias adds −0.80.'],
  ])('the picture of rank %d in words', (rank, words) => {
    const ranked = evidence()[rank];
    expect(ranked && describeEvidence(ranked, rank)).toBe(words);
  });
});

test.each([
  [3.372, '+3.37'],
  [-0.68, '−0.68'],
  [-0.001, '+0.00'],
])('%d is written %s', (value, text) => {
  expect(signed(value)).toBe(text);
});
