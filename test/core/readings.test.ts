import { describe, expect, it } from 'vitest';
import { lossOf, readingsOf } from '../../src/core/readings';

describe('readingsOf', () => {
  it('reads each image as its most probable class', () => {
    const probabilities = Float32Array.of(0, 0, 0.75, 0.25, 0, 0, 0, 0, 0, 0, /* */ 0, 0.5, 0, 0, 0, 0, 0, 0, 0, 0.5);
    const { predicted, confidence, losses } = readingsOf(probabilities, Uint8Array.of(3, 9));
    expect([...predicted]).toEqual([2, 1]);
    expect([...confidence]).toEqual([0.75, 0.5]);
    // -ln(1/4) = 2 ln 2, -ln(1/2) = ln 2, as 32-bit floats.
    expect([...losses]).toEqual([Math.fround(2 * Math.LN2), Math.fround(Math.LN2)]);
  });
});

describe('lossOf', () => {
  it('is a number also where a probability became 0', () => {
    // 149 ln 2: 2^-149 is the smallest positive 32-bit float.
    expect(lossOf(0)).toBeCloseTo(103.27893, 5);
  });
});
