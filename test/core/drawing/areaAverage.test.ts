import { describe, expect, test } from 'vitest';
import { averageArea, divideAxis } from '../../../src/core/drawing/areaAverage';

describe('divideAxis', () => {
  test('three pixels made two: each takes one and a half', () => {
    expect(divideAxis(0, 3, 1.5, 2)).toEqual([
      { first: 0, weights: [2 / 3, 1 / 3] },
      { first: 1, weights: [1 / 3, 2 / 3] },
    ]);
  });

  test('two pixels made four: each takes half of one', () => {
    expect(divideAxis(7, 2, 0.5, 4)).toEqual([
      { first: 7, weights: [1] },
      { first: 7, weights: [1] },
      { first: 8, weights: [1] },
      { first: 8, weights: [1] },
    ]);
  });

  test('beyond the end there is nothing', () => {
    expect(divideAxis(0, 3, 2, 3)).toEqual([
      { first: 0, weights: [0.5, 0.5] },
      { first: 2, weights: [0.5] },
      { first: 4, weights: [] },
    ]);
  });
});

describe('averageArea', () => {
  const rows = [Float32Array.of(0, 8, 4), Float32Array.of(4, 0, 4), Float32Array.of(2, 2, 2)];
  const readRow = (y: number) => rows[y] ?? new Float32Array(3);

  test('a pixel of four is their average', () => {
    const plane = averageArea(readRow, divideAxis(0, 2, 2, 1), divideAxis(0, 2, 2, 1));
    expect(plane).toEqual({ width: 1, height: 1, values: Float32Array.of(3) });
  });

  test('at the same size nothing changes', () => {
    const plane = averageArea(readRow, divideAxis(0, 3, 1, 3), divideAxis(0, 3, 1, 3));
    expect(plane.values).toEqual(Float32Array.of(0, 8, 4, 4, 0, 4, 2, 2, 2));
  });

  test('a part can be taken', () => {
    const plane = averageArea(readRow, divideAxis(1, 2, 1, 2), divideAxis(1, 1, 1, 1));
    expect(plane).toEqual({ width: 2, height: 1, values: Float32Array.of(0, 4) });
  });
});
