import { describe, expect, it } from 'vitest';
import { waysOfWriting } from '../../src/core/augment/waysOfWriting';
import { mostPoints, writeDigit, writingNumbers } from '../../src/core/augment/writtenDigit';

/** What is written with these first numbers and no point out of its place. */
function write(label: number, ...numbers: number[]): (row: number, column: number) => number | undefined {
  const image = new Uint8Array(784).fill(99);
  const all = new Float32Array(writingNumbers);
  all.set(numbers);
  writeDigit(image, label, all);
  return (row, column) => image[row * 28 + column];
}

describe('ways of writing', () => {
  it('are there for each digit, in points as many as can be moved, within the digit', () => {
    expect(waysOfWriting.length).toBe(10);
    for (const ways of waysOfWriting) {
      expect(ways.length).toBeGreaterThan(0);
      for (const writing of ways) {
        expect(writing.flat().length).toBeLessThanOrEqual(mostPoints);
        for (const [x, y] of writing.flat()) expect(x >= 0 && x <= 0.8 && y >= 0 && y <= 1).toBe(true);
      }
    }
  });
});

describe('a written digit', () => {
  it('has its points 19 pixels high around the middle, with ink 2.5 pixels wide', () => {
    // The third of five ways to write a one: (0, 0.95), (0.45, 0.2), (0.55, 0), (0.5, 1), so the first point is in column
    // 13.5 - 0.35 * 19 = 6.85 and row 4 + 0.95 * 19 = 22.05, the third at 17.3 and 4, the last at 16.35 and 23.
    const one = write(1);
    expect([one(22, 7), one(4, 17), one(23, 16)]).toEqual([255, 255, 255]);
    // Two rows above the upper end: 2 px away, further than half the width and half a pixel.
    expect([one(2, 17), one(10, 2)]).toEqual([0, 0]);
  });

  it('of two strokes is one where the pen is not lifted', () => {
    // The second way to write a five ends at (0, 0.92) and goes on at (0.1, 0.02). On the way, in row 16, that is in column
    // 13.5 + (0.1 * (0.92 - 12 / 19) / 0.9 - 0.35) * 19 = 7.46.
    expect(write(5, 0, 0.9, 1)(16, 7)).toBe(255);
    expect(write(5, 0, 0.9, -1)(16, 7)).toBe(0);
  });

  it('of round corners does not reach them', () => {
    // The first way to write a seven has its corner at (0.62, 0): column 18.63, row 4. Cut off, it is 2.4 px away.
    expect(write(7, 0, -1, 0, 0, 0, -1)(4, 19)).toBe(255);
    expect(write(7, 0, -1, 0, 0, 0, 1)(4, 19)).toBe(0);
  });
});
