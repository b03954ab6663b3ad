import type { Point, Stroke } from './drawing';
import type { Place } from './placedDigit';

/**
 * The ink's width in pixels of the 28x28 image. Training digits, thinned to their middle lines (Zhang and Suen) and drawn
 * again, cover the original's area at a median width of 2.4 and a mean of 2.5; the ones' area by their length is 2.9.
 */
export const inkWidth = 2.5;

/** Samples a pixel in each direction. */
const samples = 4;

interface Segment {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

/** Draws strokes, 2.5 px wide and round-capped: the share of each pixel that ink covers, `[side, side]`, 255 for all of it. */
export function drawInk(strokes: readonly Stroke[], toPixels: (point: Point) => Place, side: number): Uint8Array {
  const sampleRows = side * samples;
  const squaredDistances = distancesToInk(segmentsOf(strokes, toPixels), sampleRows);
  const coverage = new Float64Array(side * side);
  squaredDistances.forEach((squared, index) => {
    // A sample's own cell fills gradually as the edge passes over it: exact for upright and level edges, and a small
    // change of the points never turns a whole column of samples at once.
    const covered = 0.5 + (inkWidth / 2 - Math.sqrt(squared)) * samples;
    if (covered <= 0) return;
    const x = Math.floor((index % sampleRows) / samples);
    const y = Math.floor(index / sampleRows / samples);
    const pixel = y * side + x;
    coverage[pixel] = (coverage[pixel] ?? 0) + Math.min(1, covered);
  });
  return Uint8Array.from(coverage, (sum) => Math.round((sum / (samples * samples)) * 255));
}

/** The strokes' segments in pixels; a dot is a segment of no length. */
function segmentsOf(strokes: readonly Stroke[], toPixels: (point: Point) => Place): Segment[] {
  return strokes.flatMap((stroke) => {
    const points = stroke.map(toPixels);
    return points.slice(0, Math.max(1, points.length - 1)).map((from, index) => {
      const to = points[index + 1] ?? from;
      return { fromX: from.x, fromY: from.y, toX: to.x, toY: to.y };
    });
  });
}

/** Each sample's squared distance in px² to the nearest segment, `[sampleRows, sampleRows]`; Infinity where none is near. */
function distancesToInk(segments: readonly Segment[], sampleRows: number): Float64Array {
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
