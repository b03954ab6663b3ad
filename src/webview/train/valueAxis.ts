import type { ChartSeries } from './chartSeries';
import type { Range } from './range';

/** The ends of an axis, as chart.js has them: exactly, or at least as far as that; without any it suits its lines. */
export interface ValueAxis {
  readonly min?: number;
  readonly max?: number;
  readonly suggestedMin?: number;
  readonly suggestedMax?: number;
}

/** Untrained models begin near the loss of a guess among ten, ln 10 = 2.303: the axis shows that from the start. */
const lossAxisEnd = 2.5;

interface AxisLook {
  readonly range: Range;
  readonly isWhole: boolean;
  readonly isLogarithmic: boolean;
  readonly metric: 'loss' | 'accuracy';
}

/**
 * The values of a whole run begin at 0, and accuracies end at 1; of a part, or on a logarithmic axis, what is seen fills the
 * chart. Ends are rounded outwards, so that not every new batch changes the axis.
 */
export function valueAxis({ columns, train, validation }: ChartSeries, { range: { from, to }, isWhole, isLogarithmic, metric }: AxisLook): ValueAxis {
  if (isWhole && metric === 'accuracy') return { min: 0, max: 1 };
  let [least, most] = [Infinity, -Infinity];
  const see = (x: number, value: number) => {
    if (x < from || x > to || !Number.isFinite(value) || (isLogarithmic && value <= 0)) return;
    least = Math.min(least, value);
    most = Math.max(most, value);
  };
  columns.x.forEach((x, index) => {
    see(x, columns.minimum[index] ?? NaN);
    see(x, columns.maximum[index] ?? NaN);
  });
  for (const { x, y } of [...train, ...validation]) see(x, y);
  if (isWhole && !isLogarithmic) return { min: 0, suggestedMax: Math.max(lossAxisEnd, most) };
  if (most < least) return isLogarithmic ? { min: 0.1, max: lossAxisEnd } : {};
  if (isLogarithmic) return { min: roundTo(least, Math.floor), max: roundTo(most, Math.ceil) };
  const step = roundTo((most - least) / 10 || 0.001, Math.ceil, 1);
  return { suggestedMin: Math.floor(least / step) * step, suggestedMax: Math.ceil(most / step) * step };
}

/** A positive number with so many digits, rounded down or up. */
function roundTo(value: number, round: (value: number) => number, digits = 2): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - digits + 1);
  return round(value / unit) * unit;
}
