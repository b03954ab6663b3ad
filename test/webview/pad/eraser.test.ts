import { describe, expect, test } from 'vitest';
import type { Stroke } from '../../../src/core/drawing/drawing';
import { erase, type Wipe } from '../../../src/webview/pad/eraser';

const dab = (x: number, y: number, radius: number): Wipe => ({ from: { x, y }, to: { x, y }, radius });
const level: Stroke = [[0.1, 0.5], [0.9, 0.5]];
const left = (strokes: readonly Stroke[], wipe: Wipe) => erase({ strokes }, wipe).strokes;

describe('strokes', () => {
  test('a dab on a line splits it, radius to either side', () => {
    expect(left([level], dab(0.5, 0.5, 0.1))).toEqual([[[0.1, 0.5], [0.4, 0.5]], [[0.6, 0.5], [0.9, 0.5]]]);
  });

  test('a dab beside the line cuts the chord: half of it is sqrt(0.1² - 0.06²) = 0.08', () => {
    expect(left([level], dab(0.5, 0.56, 0.1))).toEqual([[[0.1, 0.5], [0.42, 0.5]], [[0.58, 0.5], [0.9, 0.5]]]);
  });

  test('a dab that does not reach the line leaves the same object', () => {
    const content = { strokes: [level] };
    expect(erase(content, dab(0.5, 0.7, 0.1))).toBe(content);
  });

  test('strokes that are not touched stay the same objects', () => {
    const other: Stroke = [[0.1, 0.1], [0.9, 0.1]];
    expect(left([other, level], dab(0.5, 0.5, 0.1))[0]).toBe(other);
  });

  test('an end is taken away', () => {
    expect(left([level], dab(0.9, 0.5, 0.1))).toEqual([[[0.1, 0.5], [0.8, 0.5]]]);
  });

  test('points inside go, the corner with them', () => {
    const corner: Stroke = [[0.1, 0.1], [0.5, 0.1], [0.5, 0.5]];
    expect(left([corner], dab(0.5, 0.1, 0.2))).toEqual([[[0.1, 0.1], [0.3, 0.1]], [[0.5, 0.3], [0.5, 0.5]]]);
  });

  test('a stroke that lies inside is gone', () => {
    expect(left([[[0.5, 0.5], [0.51, 0.5], [0.5, 0.52]]], dab(0.5, 0.5, 0.1))).toEqual([]);
  });

  test('a fast wipe across cuts although neither of its ends is near', () => {
    expect(left([level], { from: { x: 0.5, y: 0.1 }, to: { x: 0.5, y: 0.9 }, radius: 0.1 })).toEqual([[[0.1, 0.5], [0.4, 0.5]], [[0.6, 0.5], [0.9, 0.5]]]);
  });

  test('a wipe along the line takes its whole way and a radius at either end', () => {
    expect(left([level], { from: { x: 0.3, y: 0.5 }, to: { x: 0.6, y: 0.5 }, radius: 0.1 })).toEqual([[[0.1, 0.5], [0.2, 0.5]], [[0.7, 0.5], [0.9, 0.5]]]);
  });

  test.each([
    [0.54, 0],
    [0.56, 1],
  ])('a dot at %d, with a radius of 0.05 at 0.5, leaves %d', (x, count) => {
    expect(left([[[x, 0.5]]], dab(0.5, 0.5, 0.05))).toHaveLength(count);
  });

  test('pressure at a cut lies between its neighbours, in ninths', () => {
    expect(left([[[0, 0.5, 0], [1, 0.5, 1]]], dab(1, 0.5, 1 / 3))).toEqual([[[0, 0.5, 0], [0.667, 0.5, 6 / 9]]]);
  });
});

describe('an image', () => {
  const full = new Uint8Array(784).fill(200);
  const after = (wipe: Wipe) => erase({ strokes: [], image: full }, wipe).image ?? new Uint8Array();

  test('loses its ink within the radius: two pixels around the middle of pixel 14', () => {
    const image = after(dab(14.5 / 28, 14.5 / 28, 2 / 28));
    // Pixel 16 is two away, on the edge: it keeps half.
    expect(Array.from(image.subarray(14 * 28 + 11, 14 * 28 + 18))).toEqual([200, 100, 0, 0, 0, 100, 200]);
  });

  test('that is not touched stays the same object', () => {
    const content = { strokes: [], image: new Uint8Array(784) };
    expect(erase(content, dab(0.5, 0.5, 0.2))).toBe(content);
  });

  test('is not changed in place', () => {
    after(dab(0.5, 0.5, 0.2));
    expect(full.every((value) => value === 200)).toBe(true);
  });
});
