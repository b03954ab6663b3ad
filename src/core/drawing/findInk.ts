import type { Plane } from './areaAverage';
import type { Foreground } from './background';
import { findPieces, type Piece } from './findPieces';

/** The ink of a picture, 0 (none) to 1, and the box around it in pixels. */
export interface Ink {
  readonly plane: Plane;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Ink differs from its background by at least so many grey levels, and by so many standard deviations of the noise. */
export const minContrast = 16;
const minContrastInNoise = 6;

/** More separate pieces than these are not a digit but grain. */
const maxPieces = 60;

interface Thresholds {
  /** From here on a difference from the background, as a share of full ink, counts as ink's edge. */
  readonly edge: number;
  /** A piece of ink with less than this share of the largest piece's ink is dust. */
  readonly dust: number;
}

/** Drawings and screenshots: the faint edges of anti-aliased ink are ink; the 5% keep out what JPEG leaves around edges. */
const clean: Thresholds = { edge: 0.05, dust: 0.005 };
/** Photos and scans, whose background varies by more than half a grey level: shadows and grain are not ink. */
const noisy: Thresholds = { edge: 0.25, dust: 0.02 };

/** Finds the ink: darker or lighter than the background, whichever differs more in all. `undefined` if there is none. */
export function findInk({ difference, noise }: Foreground): Ink | undefined {
  const standsOut = Math.max(5 * noise, minContrast / 2);
  const strength = orient(difference, standsOut);
  const strongest = quantileAbove(strength.values, standsOut, 0.98);
  if (strongest < Math.max(minContrastInNoise * noise, minContrast)) return undefined;
  const thresholds = noise > 0.5 ? noisy : clean;
  // Light and noise make some of a photo's ink stronger than ink; what is usual is full.
  const full = noise > 0.5 ? quantileAbove(strength.values, strongest / 2, 0.5) : strongest;
  const edge = Math.max(4 * noise, thresholds.edge * full);
  const pieces = withoutDust(findPieces(strength, edge), thresholds.dust, full);
  if (pieces.length === 0 || pieces.length > maxPieces) return undefined;
  return collect(strength, pieces, noise > 0.5 ? 2 * noise : 0, full);
}

/** The picture with its ink positive. */
function orient(difference: Plane, threshold: number): Plane {
  let lighter = 0;
  let darker = 0;
  for (const value of difference.values) {
    if (value > threshold) lighter += value;
    else if (value < -threshold) darker -= value;
  }
  return darker > lighter ? { ...difference, values: difference.values.map((value) => -value) } : difference;
}

/** The quantile of those values that are above the threshold, or 0 where none is. */
function quantileAbove(values: Float32Array, threshold: number, quantile: number): number {
  const above = values.filter((value) => value > threshold).sort();
  return above[Math.floor(above.length * quantile)] ?? 0;
}

function withoutDust(pieces: readonly Piece[], dust: number, full: number): Piece[] {
  const largest = pieces.reduce((most, piece) => Math.max(most, piece.mass), 0);
  return pieces.filter((piece) => piece.mass >= dust * largest && piece.peak >= full / 2);
}

function collect(strength: Plane, pieces: readonly Piece[], floor: number, full: number): Ink {
  const { width, height } = strength;
  const values = new Float32Array(width * height);
  const take = (index: number) => {
    values[index] = Math.min(1, Math.max(0, ((strength.values[index] ?? 0) - floor) / (full - floor)));
  };
  const bounds = { left: width, top: height, right: -1, bottom: -1 };
  for (const index of pieces.flatMap((piece) => piece.pixels)) {
    const x = index % width;
    const y = Math.floor(index / width);
    bounds.left = Math.min(bounds.left, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.right = Math.max(bounds.right, x);
    bounds.bottom = Math.max(bounds.bottom, y);
    // The neighbours are the ink's faint edge, below the threshold.
    for (let nearY = Math.max(0, y - 1); nearY <= Math.min(height - 1, y + 1); nearY++) {
      for (let nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX++) take(nearY * width + nearX);
    }
  }
  return {
    plane: { width, height, values },
    left: bounds.left,
    top: bounds.top,
    width: bounds.right - bounds.left + 1,
    height: bounds.bottom - bounds.top + 1,
  };
}
