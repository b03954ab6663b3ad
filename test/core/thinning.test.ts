import { describe, expect, it } from 'vitest';
import { findThinnable } from '../../src/core/thinning';

describe('findThinnable', () => {
  it('takes the one whose neighbours are nearest', () => {
    expect(findThinnable([0, 10, 20, 21, 22, 40], new Set())).toBe(3);
  });

  it('takes the earliest of equal ones', () => {
    expect(findThinnable([0, 1, 2, 3, 4], new Set())).toBe(1);
  });

  it('leaves the one that is to be kept', () => {
    expect(findThinnable([0, 1, 2, 3, 4], new Set([1]))).toBe(2);
  });

  it('never takes the first or the last', () => {
    expect(findThinnable([0, 1], new Set())).toBeUndefined();
  });
});
