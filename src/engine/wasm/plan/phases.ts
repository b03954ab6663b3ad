import { range } from './offsetTable';
import type { Border } from './pictures';

/**
 * One of the s phases of an axis, rows or columns, at stride s: the input positions that meet the weights `firstTap`,
 * `firstTap + s`, ... of a filter. None where the kernel is smaller than the stride.
 */
export interface AxisPhase {
  readonly firstTap: number;
  readonly taps: number;
  readonly positions: readonly number[];
  /** For an input position, the first of the `taps` output positions that it went to; negative ones are in the border. */
  readonly firstOutput: (position: number) => number;
}

export interface AxisPhases {
  readonly phases: readonly AxisPhase[];
  /** The zeros that a picture of deltas needs around it, so that every position has its `taps` outputs. */
  readonly border: Border;
}

/**
 * How a gradient goes back along an axis. Output o saw the inputs `o * stride - padding + tap`, so that input i went to output
 * `(i + padding - tap) / stride`, for the taps for which that is whole.
 */
export function planPhases(inputs: number, outputs: number, kernel: number, stride: number): AxisPhases {
  const padding = kernel >> 1;
  const phases = range(stride)
    .map((firstTap): AxisPhase => {
      const taps = Math.max(0, Math.ceil((kernel - firstTap) / stride));
      return {
        firstTap,
        taps,
        positions: range(inputs).filter((position) => (position + padding) % stride === firstTap),
        firstOutput: (position) => (position + padding - firstTap) / stride - Math.max(0, taps - 1),
      };
    })
    .filter(({ positions }) => positions.length > 0);

  const firsts = phases.flatMap(({ positions, firstOutput }) => positions.map(firstOutput));
  const ends = phases.flatMap(({ positions, firstOutput, taps }) => positions.map((position) => firstOutput(position) + Math.max(1, taps)));
  return { phases, border: { before: Math.max(0, -Math.min(...firsts)), after: Math.max(0, Math.max(...ends) - outputs) } };
}
