import { learningRateAt, type RunConfiguration } from '../configuration';
import type { StepBuckets } from '../stepSeries';
import type { EpochRecord } from './history';

/* Comma-separated values as RFC 4180 has them, in full precision, for spreadsheets and pandas. */

const historyColumns = ['epoch', 'train_loss', 'train_accuracy', 'val_loss', 'val_accuracy', 'seconds', 'learning_rate'];
const stepColumns = ['step', 'steps', 'epoch', 'learning_rate', 'loss', 'loss_min', 'loss_max', 'accuracy', 'accuracy_min', 'accuracy_max'];

/** What a run's steps are counted by. */
export interface StepsOfRun {
  readonly configuration: RunConfiguration;
  readonly stepsPerEpoch: number;
}

/** One line an epoch; epoch 0 is the untrained model and has no training values. The learning rate is that of its last step. */
export function formatHistoryCsv(history: readonly EpochRecord[], { configuration, stepsPerEpoch }: StepsOfRun): string {
  const rows = history.map(({ epoch, trainLoss, trainAccuracy, valLoss, valAccuracy, seconds }) => {
    const learningRate = epoch === 0 ? null : learningRateAt(configuration, epoch * stepsPerEpoch - 1, stepsPerEpoch);
    return [epoch, trainLoss, trainAccuracy, valLoss, valAccuracy, seconds, learningRate];
  });
  return formatCsv(historyColumns, rows);
}

/** The first line of the file that `formatStepRows` goes on with. */
export function formatStepsHeader(): string {
  return formatCsv(stepColumns, []);
}

/**
 * One line a bucket: `step` is its first, counted over the run from 1, and `steps` how many it holds, which is 1 but for
 * runs too long to be written batch by batch. `count` steps lie behind the buckets.
 */
export function formatStepRows({ first, stride, loss, accuracy }: StepBuckets, count: number, { configuration, stepsPerEpoch }: StepsOfRun): string {
  const rows = Array.from(loss.mean, (meanLoss, index) => {
    const start = first + index * stride;
    const values = [meanLoss, loss.minimum[index], loss.maximum[index], accuracy.mean[index], accuracy.minimum[index], accuracy.maximum[index]];
    return [start + 1, Math.min(stride, first + count - start), Math.floor(start / stepsPerEpoch) + 1, learningRateAt(configuration, start, stepsPerEpoch), ...values.map(shortest)];
  });
  return rows.map(formatLine).join('');
}

function formatCsv(columns: readonly string[], rows: readonly (readonly (number | null)[])[]): string {
  return [columns, ...rows].map(formatLine).join('');
}

function formatLine(values: readonly (string | number | null)[]): string {
  return `${values.map((value) => value ?? '').join(',')}\r\n`;
}

/** The shortest decimal that reads as this 32-bit number: 0.1, not 0.10000000149011612. */
function shortest(value = NaN): number {
  for (let digits = 6; digits <= 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
}
