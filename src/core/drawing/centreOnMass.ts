import { imageColumns, imageRows, pixelCount } from '../layers';
import { massCentre, type Box, type PlacedDigit } from './placedDigit';

/** The longer side of a digit's box, in pixels of the 28x28 image (https://yann.lecun.org/exdb/mnist/). */
export const digitSide = 20;

/**
 * Where the centre of mass comes to, in both directions, in pixel edges: the middle of pixel 14. The dataset's own images say
 * so: over all 70,000 of them it spreads evenly from 14.0 to 15.0 (the mean of the train file is (14.507, 14.496)).
 */
export const digitCentre = 14.5;

/**
 * A centre of mass within this of the middle between two places counts as there, and the digit goes left or up: else the
 * rounding of bytes would decide where a symmetrical drawing goes, and another scale could move it by a pixel.
 */
const tieMargin = 1 / 32;

/**
 * Places a digit of `[20, 20]` bytes, whose ink fills `size` from the upper left corner, in `[28, 28]` zeros, moved by whole
 * pixels so that its centre of mass comes within half a pixel of (14.5, 14.5) in pixel edges. What comes to lie outside is
 * cut off. Returns `undefined` if every byte is zero.
 */
export function centreOnMass(digit: Uint8Array, size: Pick<Box, 'width' | 'height'>): PlacedDigit | undefined {
  const mass = massCentre(digit, digitSide);
  if (mass === undefined) return undefined;
  const left = wholePixels(digitCentre - mass.x);
  const top = wholePixels(digitCentre - mass.y);
  const image = new Uint8Array(pixelCount);
  digit.forEach((value, index) => {
    const x = (index % digitSide) + left;
    const y = Math.floor(index / digitSide) + top;
    if (x >= 0 && x < imageColumns && y >= 0 && y < imageRows) image[y * imageColumns + x] = value;
  });
  return { image, box: { left, top, ...size }, centreOfMass: { x: mass.x + left, y: mass.y + top } };
}

function wholePixels(shift: number): number {
  return Math.floor(shift + 0.5 - tieMargin);
}
