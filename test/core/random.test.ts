import { describe, expect, it } from 'vitest';
import { philox, purpose, shuffled, uniform } from '../../src/core/random';

function words(counter: [number, number, number, number], key: [number, number]): string {
  const out = new Uint32Array(4);
  philox(counter, key, out);
  return [...out].map((word) => word.toString(16).padStart(8, '0')).join(' ');
}

// Known answers from Random123's tests/kat_vectors, "philox4x32 10".
describe('philox', () => {
  it('agrees with Random123 where counter and key are zero', () => {
    expect(words([0, 0, 0, 0], [0, 0])).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
  });

  it('agrees with Random123 where every bit is set', () => {
    expect(words([0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff])).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd');
  });

  it('agrees with Random123 on the digits of pi', () => {
    expect(words([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toBe('d16cfe09 94fdcceb 5001e420 24126ea1');
  });
});

describe('uniform', () => {
  it('takes the upper 24 bits of each word', () => {
    // The first known answer's first word is 0x6627e8d5 for seed 0 and step 0; purpose 0 does not exist, so the key differs.
    const block = new Uint32Array(4);
    philox([0, 3, 0, 0], [7, purpose.initialization], block);
    expect(uniform(7, purpose.initialization, 3, 1, 0, 1)[0]).toBe(((block[0] ?? 0) >>> 8) / 16777216);
  });

  it('stays within its bounds', () => {
    const values = uniform(1, purpose.initialization, 0, 10_000, -1 / 28, 1 / 28);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(Math.fround(-1 / 28));
    expect(Math.max(...values)).toBeLessThan(1 / 28);
  });

  it('has the mean and deviation of a uniform distribution', () => {
    const values = uniform(1, purpose.initialization, 0, 100_000, -1, 1);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    // The standard error of the mean is sqrt(1/3)/sqrt(100,000) = 0.0018; variance of uniform ±1 is 1/3, its error 0.00094.
    expect(Math.abs(mean)).toBeLessThan(0.0073);
    expect(Math.abs(variance - 1 / 3)).toBeLessThan(0.0038);
  });
});

describe('shuffled', () => {
  const rows = Int32Array.from({ length: 1000 }, (_, row) => row);

  it('keeps every value', () => {
    expect([...shuffled(rows, 1, purpose.shuffle, 0)].sort((a, b) => a - b)).toEqual([...rows]);
  });

  it('leaves its argument as it is', () => {
    const before = rows.slice();
    shuffled(rows, 1, purpose.shuffle, 0);
    expect(rows).toEqual(before);
  });

  it('gives the same order for the same seed, purpose and step', () => {
    expect(shuffled(rows, 5, purpose.shuffle, 2)).toEqual(shuffled(rows, 5, purpose.shuffle, 2));
  });

  it.each([
    ['seed', 6, purpose.shuffle, 2],
    ['purpose', 5, purpose.split, 2],
    ['step', 5, purpose.shuffle, 3],
  ] as const)('gives another order for another %s', (_, seed, otherPurpose, step) => {
    expect(shuffled(rows, seed, otherPurpose, step)).not.toEqual(shuffled(rows, 5, purpose.shuffle, 2));
  });

  it('gives every value the same chance of the first place', () => {
    const four = Int32Array.of(0, 1, 2, 3);
    const first = Array.from({ length: 4000 }, (_, step) => shuffled(four, 1, purpose.shuffle, step)[0]);
    const counts = [...four].map((value) => first.filter((other) => other === value).length);
    // 1,000 each; the standard deviation is sqrt(4000 * 1/4 * 3/4) = 27, and four of them are 110.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(110);
  });
});
