import { imageColumns, imageRows, pixelCount } from '../layers';

/** The longer side of a digit's box, in pixels of the 28x28 image (https://yann.lecun.org/exdb/mnist/). */
export const digitSide = 20;

/**
 * Where the centre of mass comes to, in both directions, in pixel edges: the middle of pixel 14. The dataset's own images say
 * so: over all 70,000 of them it spreads evenly from 14.0 to 15.0 (the mean of the train file is (14.507, 14.496)).
 */
const centre = 14.5;

/**
 * A centre of mass within this of the middle between two places counts as there, and the digit goes left or up: else the
 * rounding of bytes would decide where a symmetrical drawing goes, and another scale could move it by a pixel.
 */
const tieMargin = 1 / 32;

/**
 * Places a digit of `[20, 20]` bytes in `[28, 28]` zeros, moved by whole pixels so that its centre of mass comes within
 * half a pixel of (14.5, 14.5) in pixel edges. What comes to lie outside is cut off. Returns `undefined` if every byte is zero.
 */
export function centreOnMass(digit: Uint8Array): Uint8Array | undefined {
  let mass = 0;
  let momentX = 0;
  let momentY = 0;
  digit.forEach((value, index) => {
    mass += value;
    momentX += value * ((index % digitSide) + 0.5);
    momentY += value * (Math.floor(index / digitSide) + 0.5);
  });
  if (mass === 0) return undefined;
  const shiftX = wholePixels(centre - momentX / mass);
  const shiftY = wholePixels(centre - momentY / mass);
  const image = new Uint8Array(pixelCount);
  digit.forEach((value, index) => {
    const x = (index % digitSide) + shiftX;
    const y = Math.floor(index / digitSide) + shiftY;
    if (x >= 0 && x < imageColumns && y >= 0 && y < imageRows) image[y * imageColumns + x] = value;
  });
  return image;
}

function wholePixels(shift: number): number {
  return Math.floor(shift + 0.5 - tieMargin);
}
