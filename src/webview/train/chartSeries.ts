import type { EpochRecord } from '../../core/formats/history';
import { recordsWithin, trainLine, validationLine } from './epochLines';
import type { Metric } from './metric';
import type { Point } from './point';
import type { Range } from './range';
import { bucketsWithin, lineThrough, movingMean, stepColumns, type RunSteps, type StepColumns } from './stepLines';

/** The lines of one chart, ready to be drawn, and the columns that the batches' are made from, to read values at a place. */
export interface ChartSeries {
  /** Single batches; empty where columns hold more, whose ranges are drawn instead. */
  readonly raw: Point[];
  readonly smooth: Point[];
  readonly train: Point[];
  readonly validation: Point[];
  readonly columns: StepColumns;
}

/** The batch line is smoothed over this share of the range: less of it where one looks closer. */
const smoothedShare = 1 / 50;

/** The range with what smoothing needs on both sides of it. */
export function rangeToSmooth({ from, to }: Range): Range {
  const margin = (to - from) * smoothedShare;
  return { from: from - margin, to: to + margin };
}

/** The lines of a metric in a range, the batches in at most `maximum` columns: more than a screen has pixels cannot be seen. */
export function chartSeries(history: readonly EpochRecord[], steps: RunSteps, metric: Metric, range: Range, maximum: number): ChartSeries {
  const { stepsPerEpoch } = steps;
  const records = recordsWithin(history, range, maximum);
  const columns = stepColumns({ ...steps, buckets: bucketsWithin(steps.buckets, rangeToSmooth(range), stepsPerEpoch) }, metric.id, maximum);
  const smoothedColumns = ((range.to - range.from) * smoothedShare * stepsPerEpoch) / columns.stride;
  const smoothed = movingMean(columns.mean, Math.floor(smoothedColumns / 2));
  return {
    raw: columns.stride === 1 ? lineThrough(columns, columns.mean) : [],
    smooth: lineThrough(columns, smoothed),
    train: trainLine(records, metric),
    validation: validationLine(records, metric),
    columns,
  };
}
