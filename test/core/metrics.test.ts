import { describe, expect, it } from 'vitest';
import { EvaluationSum, mostProbable } from '../../src/core/metrics';

describe('EvaluationSum', () => {
  it('weights every image alike, however the chunks are cut', () => {
    const sum = new EvaluationSum();
    sum.add(Float32Array.of(1, 2, 3), Uint8Array.of(0, 1, 2), Uint8Array.of(0, 1, 7));
    sum.add(Float32Array.of(6), Uint8Array.of(2), Uint8Array.of(7));
    const { n, loss, accuracy, confusion } = sum.finish();
    expect({ n, loss, accuracy }).toEqual({ n: 4, loss: 3, accuracy: 0.5 });
    expect(confusion[2]?.[7]).toBe(2);
    expect(confusion[7]?.[2]).toBe(0);
  });

  it('refuses a class that does not exist', () => {
    expect(() => new EvaluationSum().add(Float32Array.of(1), Uint8Array.of(10), Uint8Array.of(0))).toThrow(RangeError);
  });

  it('has no mean of nothing', () => {
    expect(() => new EvaluationSum().finish()).toThrow('there is no mean of no rows');
  });
});

describe('mostProbable', () => {
  it('is the first of equal ones', () => {
    expect(mostProbable([0.1, 0.4, 0.1, 0.4])).toBe(1);
  });
});
