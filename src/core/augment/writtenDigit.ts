import { imageColumns, imageRows } from '../layers';
import { waysOfWriting, type Writing } from './waysOfWriting';

type Place = readonly [x: number, y: number];

/** Of one way to write a digit. */
export const mostPoints = 14;
/** How many numbers from -1 to 1 say how a digit is written: the first six, then two a point. */
export const writingNumbers = 6 + 2 * mostPoints;

/** The height of what is written, in pixels, and how far a point may lie from its place, as a share of it. */
const height = 19;
const waywardness = 0.09;

/**
 * Writes a digit on an image `[28, 28]`, instead of what is there, in one of the ways that people write it. `numbers`
 * `[writingNumbers]`, from -1 to 1, say which way, and how wide the ink is, whether the pen is lifted, where the middle
 * lies, how wide the digit is, whether its corners are round, and how far each point is from its place.
 */
export function writeDigit(image: Uint8Array, label: number, numbers: Float32Array): void {
  const [width = 0, way = 0, joined = 0, low = 0, wide = 0, round = 0] = numbers;
  const ways = waysOfWriting[label] ?? [];
  const writing = ways[Math.floor(((way + 1) / 2) * ways.length)] ?? [];
  const strokes = placed(writing, numbers.subarray(6), 1.35 ** low, height * 1.25 ** wide);
  image.fill(0);
  for (const stroke of joined > 0 ? [strokes.flat()] : strokes) {
    const path = round > 0 ? cutCorners(cutCorners(stroke)) : stroke;
    for (let end = 1; end < path.length; end++) drawLine(image, path[end - 1] ?? [0, 0], path[end] ?? [0, 0], 2.5 + 0.5 * width);
  }
}

/** A rounder path with the same ends (Chaikin's: each corner is cut off a quarter before and behind it). */
function cutCorners(path: readonly Place[]): Place[] {
  const cut: Place[] = [];
  for (let end = 1; end < path.length; end++) {
    const [[x1, y1], [x2, y2]] = [path[end - 1] ?? [0, 0], path[end] ?? [0, 0]];
    cut.push(end === 1 ? [x1, y1] : [0.75 * x1 + 0.25 * x2, 0.75 * y1 + 0.25 * y2]);
    cut.push(end === path.length - 1 ? [x2, y2] : [0.25 * x1 + 0.75 * x2, 0.25 * y1 + 0.75 * y2]);
  }
  return cut;
}

/** In pixels; the higher `power`, the higher up lies what is in the middle. */
function placed(writing: Writing, jitter: Float32Array, power: number, unit: number): Place[][] {
  let next = 0;
  const moved = () => (jitter[next++] ?? 0) * waywardness;
  return writing.map((stroke) => stroke.map(([x, y]) => [imageColumns / 2 + (x - 0.35 + moved()) * unit - 0.5, (imageRows - height) / 2 + (y ** power + moved()) * height - 0.5]));
}

/** Draws a line with round ends, anti-aliased; the darker of line and image stays. */
function drawLine(image: Uint8Array, [x1, y1]: Place, [x2, y2]: Place, width: number): void {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squaredLength = dx * dx + dy * dy || 1;
  const reach = width / 2 + 0.5;
  const first = (place: number) => Math.max(0, Math.ceil(place - reach));
  const last = (place: number, count: number) => Math.min(count - 1, Math.floor(place + reach));
  for (let y = first(Math.min(y1, y2)); y <= last(Math.max(y1, y2), imageRows); y++) {
    for (let x = first(Math.min(x1, x2)); x <= last(Math.max(x1, x2), imageColumns); x++) {
      const pixel = y * imageColumns + x;
      const part = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / squaredLength));
      const distance = Math.sqrt((x - x1 - part * dx) ** 2 + (y - y1 - part * dy) ** 2);
      const ink = 255 * Math.min(1, Math.max(0, reach - distance));
      if (ink > (image[pixel] ?? 0)) image[pixel] = ink;
    }
  }
}
