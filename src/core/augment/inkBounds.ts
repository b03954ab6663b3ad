import { imageColumns, imageRows } from '../layers';

/** Where the ink of an image lies: box and centre of mass, in columns and rows, pixel (0, 0) being at 0. */
export interface InkBounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly massX: number;
  readonly massY: number;
}

/** Lighter pixels are the edge of a stroke or less. */
const inkLevel = 64;

/** Of an image `[28, 28]`; `undefined` where nothing in it is as dark as ink. */
export function findInkBounds(image: ArrayLike<number>): InkBounds | undefined {
  let [left, right, top, bottom] = [imageColumns, -1, imageRows, -1];
  let [mass, momentX, momentY] = [0, 0, 0];
  let pixel = 0;
  for (let row = 0; row < imageRows; row++) {
    for (let column = 0; column < imageColumns; column++, pixel++) {
      const value = image[pixel] ?? 0;
      mass += value;
      momentX += value * column;
      momentY += value * row;
      if (value < inkLevel) continue;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      if (row > bottom) bottom = row;
    }
  }
  return right < 0 ? undefined : { left, right, top, bottom, massX: momentX / mass, massY: momentY / mass };
}
