import { describe, expect, it } from 'vitest';
import { classMetrics, macroF1, mostConfused, rowShares } from '../../src/core/classMetrics';

/** Three classes, ten images: class 0 is found 3 of 4 times, class 1 once of 2, class 2 twice of 4. */
const confusion = [
  [3, 1, 0],
  [1, 1, 0],
  [0, 2, 2],
];

describe('classMetrics', () => {
  it('divides the diagonal by its column for precision and by its row for recall', () => {
    const [first, second, third] = classMetrics(confusion);
    expect(first).toEqual({ digit: 0, precision: 3 / 4, recall: 3 / 4, f1: 3 / 4, support: 4, predicted: 4, correct: 3 });
    // 2 · (1/4 · 1/2) / (1/4 + 1/2) = (1/4) / (3/4)
    expect(second).toEqual({ digit: 1, precision: 1 / 4, recall: 1 / 2, f1: 1 / 3, support: 2, predicted: 4, correct: 1 });
    // 2 · (1 · 1/2) / (1 + 1/2) = 1 / (3/2)
    expect(third).toEqual({ digit: 2, precision: 1, recall: 1 / 2, f1: 2 / 3, support: 4, predicted: 2, correct: 2 });
  });

  it('gives precision and F1 of 0 to a digit that was never read', () => {
    const [, second] = classMetrics([[2, 0], [3, 0]]);
    expect(second).toEqual({ digit: 1, precision: 0, recall: 0, f1: 0, support: 3, predicted: 0, correct: 0 });
  });

  it('gives recall and F1 of 0 to a digit that no image has', () => {
    const [, second] = classMetrics([[2, 3], [0, 0]]);
    expect(second).toEqual({ digit: 1, precision: 0, recall: 0, f1: 0, support: 0, predicted: 3, correct: 0 });
  });

  it('gives 0 to a digit that is nowhere', () => {
    const [, second] = classMetrics([[2, 0], [0, 0]]);
    expect(second).toEqual({ digit: 1, precision: 0, recall: 0, f1: 0, support: 0, predicted: 0, correct: 0 });
  });
});

describe('macroF1', () => {
  it('counts every class the same', () => {
    // (3/4 + 1/3 + 2/3) / 3
    expect(macroF1(classMetrics(confusion))).toBeCloseTo(7 / 12, 12);
  });

  it('is 0 without classes', () => {
    expect(macroF1([])).toBe(0);
  });
});

describe('mostConfused', () => {
  it('has the largest count first, and of equal ones the first label', () => {
    expect(mostConfused(confusion, 10)).toEqual([
      { label: 2, predicted: 1, count: 2 },
      { label: 0, predicted: 1, count: 1 },
      { label: 1, predicted: 0, count: 1 },
    ]);
  });

  it('stops at n', () => {
    expect(mostConfused(confusion, 1)).toEqual([{ label: 2, predicted: 1, count: 2 }]);
  });

  it('is empty where all was read right', () => {
    expect(mostConfused([[5, 0], [0, 4]], 10)).toEqual([]);
  });
});

describe('rowShares', () => {
  it('divides by the row', () => {
    expect(rowShares([[3, 1], [1, 1]])).toEqual([[0.75, 0.25], [0.5, 0.5]]);
  });

  it('is 0 for a label without images', () => {
    expect(rowShares([[3, 1], [0, 0]])[1]).toEqual([0, 0]);
  });
});
