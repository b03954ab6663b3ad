import type { BucketValues, StepBuckets } from '../../core/stepSeries';
import type { Point } from './point';
import type { Range } from './range';

/** The steps of a run as a chart draws them: one value, and its range, for each column of a few steps. */
export interface StepColumns {
  /** The middle of each column, in epochs. */
  readonly x: Float64Array;
  readonly mean: Float64Array;
  readonly minimum: Float64Array;
  readonly maximum: Float64Array;
  /** The step of the run, from 0, that the first column begins with. */
  readonly first: number;
  /** Steps a column; the last one may hold fewer. */
  readonly stride: number;
}

/** Steps of a run, and where they lie on the x axis. */
export interface RunSteps {
  readonly buckets: StepBuckets;
  /** The steps behind the buckets end before this one, counted over the run. */
  readonly end: number;
  readonly stepsPerEpoch: number;
}

/** One metric of the steps as at most `maximum` columns, each of as many neighbouring buckets. */
export function stepColumns({ buckets: { first, stride, ...metrics }, end, stepsPerEpoch }: RunSteps, metric: 'loss' | 'accuracy', maximum: number): StepColumns {
  const values: BucketValues = metrics[metric];
  const merged = Math.max(1, Math.ceil(values.mean.length / maximum));
  const count = Math.ceil(values.mean.length / merged);
  const columns = { x: new Float64Array(count), mean: new Float64Array(count), minimum: new Float64Array(count), maximum: new Float64Array(count), first, stride: stride * merged };
  for (let column = 0; column < count; column++) {
    let [sum, steps, least, most] = [0, 0, Infinity, -Infinity];
    const start = first + column * merged * stride;
    for (let bucket = column * merged; bucket < Math.min((column + 1) * merged, values.mean.length); bucket++) {
      const held = Math.min(stride, end - first - bucket * stride);
      sum += (values.mean[bucket] ?? NaN) * held;
      steps += held;
      least = Math.min(least, values.minimum[bucket] ?? NaN);
      most = Math.max(most, values.maximum[bucket] ?? NaN);
    }
    columns.x[column] = (start + steps / 2) / stepsPerEpoch;
    columns.mean[column] = sum / steps;
    columns.minimum[column] = least;
    columns.maximum[column] = most;
  }
  return columns;
}

/** The buckets that lie in a range, or partly. */
export function bucketsWithin({ first, stride, loss, accuracy }: StepBuckets, { from, to }: Range, stepsPerEpoch: number): StepBuckets {
  const start = Math.min(loss.mean.length, Math.max(0, Math.floor((from * stepsPerEpoch - first) / stride)));
  const end = Math.max(start, Math.ceil((to * stepsPerEpoch - first) / stride));
  const cut = ({ mean, minimum, maximum }: BucketValues) => ({ mean: mean.subarray(start, end), minimum: minimum.subarray(start, end), maximum: maximum.subarray(start, end) });
  return { first: first + start * stride, stride, loss: cut(loss), accuracy: cut(accuracy) };
}

/** A line through the values of the columns. */
export function lineThrough({ x }: StepColumns, values: Float64Array): Point[] {
  return Array.from(values, (y, index) => ({ x: x[index] ?? NaN, y }));
}

/**
 * The mean of each value and up to `radius` neighbours on each side. Near the start, where a line is steep, as few on one
 * side as on the other; at the end those that there are, so that the newest values do not make it jump.
 */
export function movingMean(values: Float64Array, radius: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, index) => (sums[index + 1] = (sums[index] ?? 0) + value));
  return values.map((_, index) => {
    const start = index - Math.min(radius, index);
    const end = Math.min(index + Math.min(radius, index) + 1, values.length);
    return ((sums[end] ?? NaN) - (sums[start] ?? NaN)) / (end - start);
  });
}
