import { range } from './offsetTable';

/** How windows lie along an axis of pictures, rows or columns: which pixels are computed, and what each sees. */
export interface Axis {
  /** The pixels that are computed. */
  readonly positions: readonly number[];
  /** How many pixels a window spans. */
  readonly taps: number;
  /** Where the window of a position begins; it may begin before the picture and end after it. */
  readonly start: (position: number) => number;
  /** How many pixels the pictures have that are seen. */
  readonly size: number;
}

/** What the filters of a convolution see. */
export function forwardAxis(inputs: number, outputs: number, kernel: number, stride: number): Axis {
  return { positions: range(outputs), taps: kernel, start: (output) => output * stride - (kernel >> 1), size: inputs };
}

/**
 * One of the s phases of an axis at stride s: the input positions that meet the weights `firstTap`, `firstTap + s`, ... of a
 * filter. What they see is the outputs that they went to; none where the kernel is smaller than the stride.
 */
export interface AxisPhase extends Axis {
  readonly firstTap: number;
}

/**
 * How a gradient goes back along an axis. Output o saw the inputs `o * stride - padding + tap`, so that input i went to output
 * `(i + padding - tap) / stride`, for the taps for which that is whole.
 */
export function backwardPhases(inputs: number, outputs: number, kernel: number, stride: number): AxisPhase[] {
  const padding = kernel >> 1;
  return range(stride)
    .map((firstTap): AxisPhase => {
      const taps = Math.max(0, Math.ceil((kernel - firstTap) / stride));
      return {
        firstTap,
        taps,
        positions: range(inputs).filter((position) => (position + padding) % stride === firstTap),
        start: (position) => (position + padding - firstTap) / stride - Math.max(0, taps - 1),
        size: outputs,
      };
    })
    .filter(({ positions }) => positions.length > 0);
}

/** Positions of an axis whose windows have the same taps inside the picture. */
export interface AxisBand {
  readonly positions: readonly number[];
  readonly firstTap: number;
  readonly taps: number;
}

/** Cuts an axis by what of a window lies inside the picture: one band of all that see none of its ends, and some at the ends. */
export function axisBands({ positions, taps, start, size }: Axis): AxisBand[] {
  const bands = new Map<string, { positions: number[]; firstTap: number; taps: number }>();
  for (const position of positions) {
    const firstTap = Math.max(0, -start(position));
    const inside = Math.max(0, Math.min(taps, size - start(position)) - firstTap);
    const key = `${firstTap} ${inside}`;
    const band = bands.get(key) ?? { positions: [], firstTap, taps: inside };
    band.positions.push(position);
    bands.set(key, band);
  }
  return [...bands.values()];
}
