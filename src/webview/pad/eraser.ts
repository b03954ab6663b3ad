import type { Point, Stroke } from '../../core/drawing/drawing';
import type { Place } from '../../core/drawing/placedDigit';
import { imageColumns, imageRows } from '../../core/layers';
import { withinLimits, type PadContent } from './padContent';
import { roundPoint } from './roundPoint';

/** Where an eraser went, in a straight line: it takes away what is nearer to that line than its radius. */
export interface Wipe {
  readonly from: Place;
  readonly to: Place;
  readonly radius: number;
}

/** The part of a line from t = 0 to t = 1 that lies inside a shape. */
type Interval = readonly [from: number, to: number];

/** Cuts the strokes where the eraser went, and takes its ink from the image. What is not touched stays the same object. */
export function erase(content: PadContent, wipe: Wipe): PadContent {
  const strokes = content.strokes.flatMap((stroke) => cut(stroke, wipe));
  const sameStrokes = strokes.length === content.strokes.length && strokes.every((stroke, index) => stroke === content.strokes[index]);
  const image = content.image && eraseImage(content.image, wipe);
  if (sameStrokes && image === content.image) return content;
  return { strokes: sameStrokes ? content.strokes : withinLimits(strokes), image };
}

/** What is left of a stroke: itself, or pieces of it. */
function cut(stroke: Stroke, wipe: Wipe): readonly Stroke[] {
  const [first, ...others] = stroke;
  if (!first) return [];
  if (others.length === 0) return distance(first, wipe) < wipe.radius ? [] : [stroke];
  const erased = others.map((to, index) => insideCapsule(stroke[index] ?? to, to, wipe));
  if (erased.every((part) => part === undefined)) return [stroke];
  const pieces: Point[][] = [[first]];
  others.forEach((to, index) => {
    const from = stroke[index] ?? to;
    const part = erased[index];
    if (part === undefined) return void pieces.at(-1)?.push(to);
    if (part[0] > 0) pieces.at(-1)?.push(between(from, to, part[0]));
    pieces.push(part[1] < 1 ? [between(from, to, part[1]), to] : []);
  });
  return pieces.filter((piece) => piece.length > 1);
}

/** The part of the line a to b in the capsule around the wipe: one part, since a capsule is convex. */
function insideCapsule([ax, ay]: Point, [bx, by]: Point, { from, to, radius }: Wipe): Interval | undefined {
  const a = { x: ax, y: ay };
  const step = { x: bx - ax, y: by - ay };
  const parts = [insideDisc(a, step, from, radius), insideDisc(a, step, to, radius), insideBand(a, step, from, to, radius)].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return [Math.min(...parts.map(([start]) => start)), Math.max(...parts.map(([, end]) => end))];
}

function insideDisc(a: Place, step: Place, centre: Place, radius: number): Interval | undefined {
  const [x, y] = [a.x - centre.x, a.y - centre.y];
  const squaredLength = step.x ** 2 + step.y ** 2;
  const half = x * step.x + y * step.y;
  const rest = x * x + y * y - radius * radius;
  if (squaredLength === 0) return rest < 0 ? [0, 1] : undefined;
  const root = half * half - squaredLength * rest;
  if (root <= 0) return undefined;
  return clip((-half - Math.sqrt(root)) / squaredLength, (-half + Math.sqrt(root)) / squaredLength);
}

/** Inside the rectangle between the capsule's two discs. */
function insideBand(a: Place, step: Place, from: Place, to: Place, radius: number): Interval | undefined {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return undefined;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const [x, y] = [a.x - from.x, a.y - from.y];
  const lengthwise = between01(x * along.x + y * along.y, step.x * along.x + step.y * along.y, 0, length);
  const across = between01(y * along.x - x * along.y, step.y * along.x - step.x * along.y, -radius, radius);
  return lengthwise && across && clip(Math.max(lengthwise[0], across[0]), Math.min(lengthwise[1], across[1]));
}

/** The t from 0 to 1 for which `start + t slope` is above `low` and below `high`. */
function between01(start: number, slope: number, low: number, high: number): Interval | undefined {
  if (slope === 0) return start > low && start < high ? [0, 1] : undefined;
  const [first, second] = [(low - start) / slope, (high - start) / slope];
  return clip(Math.min(first, second), Math.max(first, second));
}

function clip(from: number, to: number): Interval | undefined {
  const [start, end] = [Math.max(0, from), Math.min(1, to)];
  return start < end ? [start, end] : undefined;
}

function between(from: Point, to: Point, t: number): Point {
  return roundPoint(from.map((value, index) => value + t * ((to[index] ?? value) - value)));
}

/** Distance of a point from the line that the eraser went. */
function distance([x, y]: readonly [number, number, ...number[]], { from, to }: Wipe): number {
  const [alongX, alongY] = [to.x - from.x, to.y - from.y];
  const squaredLength = alongX ** 2 + alongY ** 2;
  const projection = squaredLength > 0 ? ((x - from.x) * alongX + (y - from.y) * alongY) / squaredLength : 0;
  const nearest = Math.min(1, Math.max(0, projection));
  return Math.hypot(x - from.x - nearest * alongX, y - from.y - nearest * alongY);
}

/** Pixels on the eraser's edge lose a part of their ink. */
function eraseImage(image: Uint8Array, wipe: Wipe): Uint8Array {
  const erased = image.map((value, index) => {
    const x = ((index % imageColumns) + 0.5) / imageColumns;
    const y = (Math.floor(index / imageColumns) + 0.5) / imageRows;
    const covered = Math.min(1, Math.max(0, 0.5 + (wipe.radius - distance([x, y], wipe)) * imageColumns));
    return Math.round(value * (1 - covered));
  });
  return erased.every((value, index) => value === image[index]) ? image : erased;
}
