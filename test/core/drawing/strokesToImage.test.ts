import { describe, expect, test } from 'vitest';
import type { Point, Stroke } from '../../../src/core/drawing/drawing';
import { drawOnImage, placeStrokes, strokesToImage } from '../../../src/core/drawing/strokesToImage';
import { greatestDifference, measure } from './datasetImages';

const row = (image: Uint8Array | undefined, y: number) => Array.from(image?.subarray(y * 28, y * 28 + 28) ?? []);

const arc = (x: number, y: number, radiusX: number, radiusY: number, from: number, to: number): Point[] =>
  Array.from({ length: 41 }, (_, index) => {
    const angle = from + ((to - from) * index) / 40;
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)];
  });

const three: Stroke[] = [[...arc(45, 25, 28, 25, -2.5, 1.57), ...arc(45, 75, 33, 25, -1.57, 2.7)]];
const four: Stroke[] = [
  [[60, 0], [10, 65], [85, 65]],
  [[60, 0], [60, 100]],
];
const seven: Stroke[] = [[[10, 0], [80, 0], [35, 100]]];

describe('strokesToImage', () => {
  test('there is no image without ink', () => {
    expect(strokesToImage([])).toBeUndefined();
    expect(strokesToImage([[], []])).toBeUndefined();
  });

  test('a dot is a round dot, 2.5 px across, in the middle', () => {
    const image = strokesToImage([[[700, -3]]]) ?? new Uint8Array();
    // The circle's area, π 1.25² = 4.91 px, 255 each.
    expect(image.reduce((sum, value) => sum + value, 0) / 255).toBeCloseTo(4.91, 1);
    expect(measure(image)).toMatchObject({ width: 3, height: 3 });
    // The circle covers 0.938, 1 and 0.438 of the three pixels in its middle row.
    [0, 239, 255, 112, 0].forEach((value, index) => expect(Math.abs((row(image, 14)[12 + index] ?? 0) - value)).toBeLessThanOrEqual(1));
    expect(Array.from({ length: 28 }, (_, y) => row(image, y)[14])).toEqual(row(image, 14));
  });

  test('a stroke that does not move is a dot', () => {
    expect(strokesToImage([[[3, 3], [3, 3], [3, 3]]])).toEqual(strokesToImage([[[0, 0]]]));
  });

  test('a thin 1 has ink 2.5 px wide: two and a half columns, rows 4 to 23', () => {
    const image = strokesToImage([[[50, 0], [50, 300]]]);
    expect(row(image, 14)).toEqual([...new Array<number>(13).fill(0), 255, 255, 128, ...new Array<number>(12).fill(0)]);
    expect(row(image, 3).every((value) => value === 0)).toBe(true);
    expect(row(image, 4).some((value) => value > 0)).toBe(true);
    expect(row(image, 23).some((value) => value > 0)).toBe(true);
    expect(row(image, 24).every((value) => value === 0)).toBe(true);
  });

  test('the ends are round: the corner of the first row is lighter than the row below', () => {
    const image = strokesToImage([[[50, 0], [50, 300]]]);
    expect(row(image, 4)[13]).toBeLessThan(200);
    expect(row(image, 6)[13]).toBe(255);
  });

  test('a level line along the edge of the pad is the 1, turned', () => {
    const upright = strokesToImage([[[50, 0], [50, 300]]]);
    const level = strokesToImage([[[0, 0], [280, 0]]]);
    expect(row(level, 13).slice(6, 22)).toEqual(new Array<number>(16).fill(255));
    expect(Array.from({ length: 28 }, (_, y) => row(level, y)[14])).toEqual(row(upright, 14));
  });

  test('dots in two opposite corners lie 17.5 px apart, at the ends of the box', () => {
    const image = strokesToImage([[[0, 0]], [[280, 280]]]);
    expect(row(image, 5).slice(3, 8)).toEqual([0, row(image, 5)[4], 255, row(image, 5)[6], 0]);
    expect(row(image, 22).slice(20, 25)).toEqual([0, row(image, 22)[21], 255, row(image, 22)[23], 0]);
    expect(row(image, 14).every((value) => value === 0)).toBe(true);
  });

  test('scribbled full, it is a square of 20 px', () => {
    const zigzag = Array.from({ length: 61 }, (_, index): Point => [index % 2 === 0 ? 0 : 60, index]);
    const image = strokesToImage([[...zigzag, [0, 60], [0, 0], [60, 0], [60, 60]]]);
    // The last line is drawn twice, so the centre of mass lies a little lower than the middle, and the square one row lower.
    for (let y = 6; y < 24; y++) {
      expect(row(image, y)).toEqual([0, 0, 0, 0, ...new Array<number>(20).fill(255), 0, 0, 0, 0]);
    }
    expect(row(image, 4).every((value) => value === 0)).toBe(true);
    expect(row(image, 25).every((value) => value === 0)).toBe(true);
  });

  test.each([three, four, seven])('the longer side is 20 px (drawing %#)', (...strokes) => {
    const { width, height } = measure(strokesToImage(strokes) ?? new Uint8Array());
    expect(Math.max(width, height)).toBe(20);
  });

  test.each([three, four, seven])('the centre of mass is within half a pixel of (14.5, 14.5) (drawing %#)', (...strokes) => {
    const { x, y } = measure(strokesToImage(strokes) ?? new Uint8Array());
    expect(Math.abs(x - 14.5)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(y - 14.5)).toBeLessThanOrEqual(0.5);
  });

  test.each([
    [1, 12_345, -678],
    [0.01, 0, 0],
    [7.3, 13.7, 2.9],
    [1 / 3, 0.1, 0.7],
    [1_000, 1e8, -1e8],
  ])('scaled by %d and moved by (%d, %d), it is the same within 8', (scale, right, down) => {
    for (const strokes of [three, four, seven]) {
      const changed = strokes.map((stroke) => stroke.map(([x, y]): Point => [x * scale + right, y * scale + down]));
      const image = strokesToImage(changed) ?? new Uint8Array();
      expect(greatestDifference(image, strokesToImage(strokes) ?? new Uint8Array())).toBeLessThanOrEqual(8);
    }
  });

  test('pressure makes no difference', () => {
    const pressed = seven.map((stroke) => stroke.map(([x, y], index): Point => [x, y, index / 3]));
    expect(strokesToImage(pressed)).toEqual(strokesToImage(seven));
  });

  test('more points along the same line make no difference', () => {
    expect(strokesToImage([[[0, 0], [1, 0], [2, 0], [3, 0], [4, 0]]])).toEqual(strokesToImage([[[0, 0], [4, 0]]]));
  });
});

describe('placeStrokes', () => {
  test('a thin 1 has a box of 2.5 x 20 px: columns 13 to 15.5, rows 4 to 24', () => {
    const placed = placeStrokes([[[50, 0], [50, 300]]]);
    expect(placed?.image).toEqual(strokesToImage([[[50, 0], [50, 300]]]));
    expect(placed?.box).toEqual({ left: 13, top: 4, width: 2.5, height: 20 });
    // Columns of 255, 255 and 128: (13.5 + 14.5 + 0.502 * 15.5) / 2.502 = 14.3.
    expect(placed?.centreOfMass.x).toBeCloseTo(14.3, 1);
    expect(placed?.centreOfMass.y).toBeCloseTo(14, 1);
  });

  test('half as wide as high, the box keeps the aspect of the middle lines: 2.5 + 17.5 / 2 wide', () => {
    expect(placeStrokes([[[0, 0], [50, 0], [50, 100], [0, 100]]])?.box).toMatchObject({ width: 11.25, height: 20 });
  });
});

describe('drawOnImage', () => {
  test('a line along the middle of row 14 covers it and three quarters of its neighbours', () => {
    const image = drawOnImage(new Uint8Array(784), [[[0, 14.5 / 28], [1, 14.5 / 28]]]);
    expect([12, 13, 14, 15, 16].map((y) => row(image, y)[14])).toEqual([0, 191, 255, 191, 0]);
    expect(row(image, 14)).toEqual(new Array<number>(28).fill(255));
  });

  test('ink that was there stays, and the given image is not changed', () => {
    const given = new Uint8Array(784).fill(7);
    expect(row(drawOnImage(given, [[[0.5, 0.5]]]), 0)).toEqual(new Array<number>(28).fill(7));
    expect(given.every((value) => value === 7)).toBe(true);
  });
});
