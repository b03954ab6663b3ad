import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { reduceColours } from '../e2e/palettePng';

/** A picture of two rows; each number is a grey. */
function picture(...greys: number[]): Buffer {
  const png = new PNG({ width: greys.length / 2, height: 2 });
  greys.forEach((grey, index) => png.data.writeUInt32BE(((grey << 24) | (grey << 16) | (grey << 8) | 255) >>> 0, 4 * index));
  return PNG.sync.write(png);
}

test('a picture of few colours keeps every pixel', () => {
  const file = picture(0, 128, 255, 7, 7, 200);
  expect(PNG.sync.read(reduceColours(file)).data).toEqual(PNG.sync.read(file).data);
});

test('of 258 colours, those nearest to each other become one', () => {
  const png = new PNG({ width: 258, height: 1 });
  for (let index = 0; index < 258; index++) png.data.set(index < 256 ? [index, 0, 0, 255] : [255, 255, index - 256, 255], 4 * index);
  const { data } = PNG.sync.read(reduceColours(PNG.sync.write(png)));
  const differences = Array.from({ length: 258 }, (_, index) => Math.abs((data[4 * index] ?? 0) - (png.data[4 * index] ?? 0)));
  expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  expect([...data.subarray(4 * 256, 4 * 256 + 2)]).toEqual([255, 255]);
});
