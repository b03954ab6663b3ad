import { imageColumns, imageRows } from '../layers';
import { centreOnMass, digitSide } from './centreOnMass';
import { drawInk, inkWidth } from './drawInk';
import type { Point, Stroke } from './drawing';
import type { PlacedDigit } from './placedDigit';

/**
 * Draws strokes as one of the dataset's images, `[28, 28]` bytes with ink 255: the box of the ink (its width included)
 * scaled so that the longer side is 20 px, anti-aliased, round-capped, moved by whole pixels so that the centre of mass
 * comes within half a pixel of the middle. Returns `undefined` where there is no point, so no ink.
 * The unit, the place and the pressure of the points make no difference.
 */
export function strokesToImage(strokes: readonly Stroke[]): Uint8Array | undefined {
  return placeStrokes(strokes)?.image;
}

/** The image of `strokesToImage`, and where its ink lies. */
export function placeStrokes(strokes: readonly Stroke[]): PlacedDigit | undefined {
  const bounds = boundsOf(strokes);
  if (bounds.right === -Infinity) return undefined;
  const extent = Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top);
  // The division comes first because 1 / extent overflows for the smallest numbers.
  const scaled = (offset: number) => (extent > 0 ? (offset / extent) * (digitSide - inkWidth) : 0);
  const toPixels = ([x, y]: Point) => ({ x: inkWidth / 2 + scaled(x - bounds.left), y: inkWidth / 2 + scaled(y - bounds.top) });
  const size = { width: inkWidth + scaled(bounds.right - bounds.left), height: inkWidth + scaled(bounds.bottom - bounds.top) };
  return centreOnMass(drawInk(strokes, toPixels, digitSide), size);
}

/**
 * Draws strokes into an image `[28, 28]` as it is, without scaling or moving anything: here 1 is a side of the image.
 * The ink is as wide as in `strokesToImage`.
 */
export function drawOnImage(image: Uint8Array, strokes: readonly Stroke[]): Uint8Array {
  const ink = drawInk(strokes, ([x, y]) => ({ x: x * imageColumns, y: y * imageRows }), imageColumns);
  return image.map((value, index) => Math.max(value, ink[index] ?? 0));
}

function boundsOf(strokes: readonly Stroke[]) {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of strokes.flat()) {
    bounds.left = Math.min(bounds.left, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.right = Math.max(bounds.right, x);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}
