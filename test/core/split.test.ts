import { describe, expect, it } from 'vitest';
import { splitRows } from '../../src/core/split';

describe('splitRows', () => {
  const { train, validation } = splitRows(60_000, 10_000, 1);

  it('keeps 10,000 of 60,000 aside', () => {
    expect([train.length, validation.length]).toEqual([50_000, 10_000]);
  });

  it('puts every row into one of the two', () => {
    const rows = [...train, ...validation].sort((a, b) => a - b);
    expect(rows).toEqual(Array.from({ length: 60_000 }, (_, row) => row));
  });

  it('draws the validation rows from the whole file', () => {
    const fromFirstHalf = validation.filter((row) => row < 30_000).length;
    // Hypergeometric: mean 5,000, standard deviation sqrt(10000 * 1/4 * 50000/59999) = 46.
    expect(Math.abs(fromFirstHalf - 5000)).toBeLessThan(4 * 46);
  });

  it('depends on the seed', () => {
    expect(splitRows(60_000, 10_000, 2).validation).not.toEqual(validation);
  });
});
