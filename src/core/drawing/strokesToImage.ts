import { centreOnMass, digitSide } from './centreOnMass';
import type { Stroke } from './drawing';

/**
 * The ink's width in pixels of the 28x28 image. Training digits, thinned to their middle lines (Zhang and Suen) and drawn
 * again, cover the original's area at a median width of 2.4 and a mean of 2.5; the ones' area by their length is 2.9.
 */
export const inkWidth = 2.5;

/** Samples a pixel in each direction. */
const samples = 4;
const sampleRows = digitSide * samples;

interface Segment {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

/**
 * Draws strokes as one of the dataset's images, `[28, 28]` bytes with ink 255: the box of the ink (its width included)
 * scaled so that the longer side is 20 px, anti-aliased, round-capped, moved by whole pixels so that the centre of mass
 * comes within half a pixel of the middle. Returns `undefined` where there is no point, so no ink.
 * The unit, the place and the pressure of the points make no difference.
 */
export function strokesToImage(strokes: readonly Stroke[]): Uint8Array | undefined {
  const segments = fitToDigit(strokes);
  return segments.length === 0 ? undefined : centreOnMass(drawInk(segments));
}

/** The strokes' segments in pixels, in a box of 20 px less the ink's width; a dot is a segment of no length. */
function fitToDigit(strokes: readonly Stroke[]): Segment[] {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of strokes.flat()) {
    bounds.left = Math.min(bounds.left, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.right = Math.max(bounds.right, x);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  const extent = Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top);
  // The division comes first because 1 / extent overflows for the smallest numbers.
  const toPixels = (offset: number) => inkWidth / 2 + (extent > 0 ? (offset / extent) * (digitSide - inkWidth) : 0);
  return strokes.flatMap((stroke) => {
    const points = stroke.map(([x, y]) => ({ x: toPixels(x - bounds.left), y: toPixels(y - bounds.top) }));
    return points.slice(0, Math.max(1, points.length - 1)).map((from, index) => {
      const to = points[index + 1] ?? from;
      return { fromX: from.x, fromY: from.y, toX: to.x, toY: to.y };
    });
  });
}

/** The share of each pixel that ink covers, `[20, 20]`, 255 for all of it. */
function drawInk(segments: readonly Segment[]): Uint8Array {
  const squaredDistances = distancesToInk(segments);
  const coverage = new Float64Array(digitSide * digitSide);
  squaredDistances.forEach((squared, index) => {
    // A sample's own cell fills gradually as the edge passes over it: exact for upright and level edges, and a small
    // change of the points never turns a whole column of samples at once.
    const covered = 0.5 + (inkWidth / 2 - Math.sqrt(squared)) * samples;
    if (covered <= 0) return;
    const x = Math.floor((index % sampleRows) / samples);
    const y = Math.floor(index / sampleRows / samples);
    const pixel = y * digitSide + x;
    coverage[pixel] = (coverage[pixel] ?? 0) + Math.min(1, covered);
  });
  return Uint8Array.from(coverage, (sum) => Math.round((sum / (samples * samples)) * 255));
}

/** Each sample's squared distance in px² to the nearest segment, `[80, 80]`; Infinity where none is near. */
function distancesToInk(segments: readonly Segment[]): Float64Array {
  const distances = new Float64Array(sampleRows * sampleRows).fill(Infinity);
  const reach = inkWidth / 2 + 1 / samples;
  const firstSample = (pixel: number) => Math.max(0, Math.floor((pixel - reach) * samples));
  const lastSample = (pixel: number) => Math.min(sampleRows - 1, Math.ceil((pixel + reach) * samples));
  for (const segment of segments) {
    const left = firstSample(Math.min(segment.fromX, segment.toX));
    const right = lastSample(Math.max(segment.fromX, segment.toX));
    const bottom = lastSample(Math.max(segment.fromY, segment.toY));
    for (let row = firstSample(Math.min(segment.fromY, segment.toY)); row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const squared = squaredDistance(segment, (column + 0.5) / samples, (row + 0.5) / samples);
        const index = row * sampleRows + column;
        if (squared < (distances[index] ?? 0)) distances[index] = squared;
      }
    }
  }
  return distances;
}

function squaredDistance(segment: Segment, x: number, y: number): number {
  const alongX = segment.toX - segment.fromX;
  const alongY = segment.toY - segment.fromY;
  const offsetX = x - segment.fromX;
  const offsetY = y - segment.fromY;
  const squaredLength = alongX * alongX + alongY * alongY;
  const projection = squaredLength > 0 ? (offsetX * alongX + offsetY * alongY) / squaredLength : 0;
  const nearest = Math.min(1, Math.max(0, projection));
  return (offsetX - nearest * alongX) ** 2 + (offsetY - nearest * alongY) ** 2;
}
