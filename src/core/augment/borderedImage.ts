import { imageColumns, imageRows } from '../layers';

/*
 * An image with two pixels of paper around it, as floats: what is looked up beside the image is paper, and every pixel has
 * four neighbours.
 */

const border = 2;
const size = imageRows + 2 * border;
const last = size - 1.001;

export function borderedImage(): Float32Array {
  return new Float32Array(size * size);
}

/** Copies an image `[28, 28]` into a bordered one. */
export function copyInto(image: Uint8Array, bordered: Float32Array): void {
  for (let row = 0; row < imageRows; row++) {
    bordered.set(image.subarray(row * imageColumns, (row + 1) * imageColumns), (row + border) * size + border);
  }
}

/**
 * Strokes thicker by a part of a pixel on each side, or thinner where it is negative: between the image and the largest or
 * the least of each pixel and its four neighbours.
 */
export function thicken(bordered: Float32Array, amount: number, target: Float32Array): void {
  const part = Math.abs(amount);
  for (let row = 1; row < size - 1; row++) {
    const end = (row + 1) * size - 1;
    for (let pixel = row * size + 1; pixel < end; pixel++) {
      const here = bordered[pixel] ?? 0;
      const left = bordered[pixel - 1] ?? 0;
      const right = bordered[pixel + 1] ?? 0;
      const above = bordered[pixel - size] ?? 0;
      const below = bordered[pixel + size] ?? 0;
      const extreme = amount > 0 ? Math.max(Math.max(left, right), Math.max(above, below), here) : Math.min(Math.min(left, right), Math.min(above, below), here);
      target[pixel] = here + part * (extreme - here);
    }
  }
}

/** The value between four pixels, at the image's column x and row y. */
export function sample(bordered: Float32Array, x: number, y: number): number {
  const column = Math.min(Math.max(x + border, 0), last);
  const row = Math.min(Math.max(y + border, 0), last);
  // Neither is negative, so that cutting the fraction off is rounding down.
  const left = column | 0;
  const top = row | 0;
  const [right, below] = [column - left, row - top];
  const first = top * size + left;
  const upper = (bordered[first] ?? 0) * (1 - right) + (bordered[first + 1] ?? 0) * right;
  const lower = (bordered[first + size] ?? 0) * (1 - right) + (bordered[first + size + 1] ?? 0) * right;
  return upper * (1 - below) + lower * below;
}
