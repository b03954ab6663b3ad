import { describe, expect, it } from 'vitest';
import { fillDropoutMask } from '../../src/core/dropout';
import { philox, purpose } from '../../src/core/random';

const base = { seed: 1, step: 0, layer: 0, rate: 0.5 };

function maskOf(rows: number, features: number, changed: Partial<typeof base> = {}, firstRow = 0): Uint8Array {
  const mask = new Uint8Array(rows * features).fill(9);
  fillDropoutMask(mask, { ...base, ...changed }, firstRow, features);
  return mask;
}

describe('fillDropoutMask', () => {
  it('compares 16 bits with the rate, the lower half of each word of Philox first', () => {
    const block = new Uint32Array(4);
    philox([0, 7, 2, 3], [5, purpose.dropout], block);
    const halves = [...block].flatMap((word) => [word & 0xffff, word >>> 16]);
    // 0.25 of 65,536 is 16,384: what is below is zeroed.
    expect([...maskOf(1, 8, { seed: 5, step: 7, layer: 3, rate: 0.25 }, 2)]).toEqual(halves.map((half) => (half < 16_384 ? 0 : 1)));
  });

  it('gives what it always gave', () => {
    expect([...maskOf(2, 10)].join('')).toBe('00111010000011011111');
  });

  it.each([
    [0, 0],
    [0.25, 25_000],
    [0.9, 90_000],
  ])('zeroes the part %d', (rate, expected) => {
    const zeroed = maskOf(100, 1000, { rate }).filter((kept) => kept === 0).length;
    // The standard deviation of 100,000 draws is at most 158.
    expect(Math.abs(zeroed - expected)).toBeLessThan(4 * 158);
  });

  it.each([7, 8, 9])('gives rows of %i features the same whatever part of the batch they come in', (features) => {
    const whole = maskOf(5, features);
    expect([...maskOf(2, features), ...maskOf(3, features, {}, 2)]).toEqual([...whole]);
  });

  it.each([{ seed: 2 }, { step: 1 }, { layer: 1 }])('gives another mask with %o', (changed) => {
    const [mask, other] = [maskOf(10, 1000), maskOf(10, 1000, changed)];
    const equal = mask.filter((kept, position) => kept === other[position]).length;
    // Half of independent masks agree; the standard deviation is 50.
    expect(Math.abs(equal - 5000)).toBeLessThan(250);
  });
});
