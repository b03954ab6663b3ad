import type { Plane } from './areaAverage';

/** Pixels above a threshold that touch each other, by side or corner. */
export interface Piece {
  /** Indices into the plane. */
  readonly pixels: readonly number[];
  /** The sum of the pixels' values. */
  readonly mass: number;
  /** The greatest of the pixels' values. */
  readonly peak: number;
}

/** The pieces (8-connected components) of the pixels whose value is above `threshold`. */
export function findPieces(plane: Plane, threshold: number): Piece[] {
  const { values } = plane;
  const seen = new Uint8Array(values.length);
  const pieces: Piece[] = [];
  for (let index = 0; index < values.length; index++) {
    if (seen[index] === 0 && (values[index] ?? 0) > threshold) pieces.push(grow(plane, threshold, seen, index));
  }
  return pieces;
}

/** Collects the piece around `start`, marking its pixels in `seen`. */
function grow({ width, height, values }: Plane, threshold: number, seen: Uint8Array, start: number): Piece {
  const pixels = [start];
  seen[start] = 1;
  let mass = 0;
  let peak = 0;
  // The list grows while it is walked: it is both the queue and the result.
  for (const index of pixels) {
    const value = values[index] ?? 0;
    mass += value;
    peak = Math.max(peak, value);
    const x = index % width;
    const y = Math.floor(index / width);
    for (let nearY = Math.max(0, y - 1); nearY <= Math.min(height - 1, y + 1); nearY++) {
      for (let nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX++) {
        const near = nearY * width + nearX;
        if (seen[near] !== 0 || (values[near] ?? 0) <= threshold) continue;
        seen[near] = 1;
        pixels.push(near);
      }
    }
  }
  return { pixels, mass, peak };
}
