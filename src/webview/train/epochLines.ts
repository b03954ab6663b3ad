import type { EpochRecord } from '../../core/formats/history';
import type { Metric } from './metric';
import type { Point } from './point';
import type { Range } from './range';

/** What training had of each epoch, at its middle: it is the mean over a model that changed all the while. */
export function trainLine(history: readonly EpochRecord[], { trainKey }: Metric): Point[] {
  return history.flatMap((record) => {
    const y = record[trainKey];
    return y === null ? [] : [{ x: record.epoch - 0.5, y }];
  });
}

/** What validation found at each epoch's end, and before the first. */
export function validationLine(history: readonly EpochRecord[], { validationKey }: Metric): Point[] {
  return history.map((record) => ({ x: record.epoch, y: record[validationKey] }));
}

/** The epochs that lines through a range are drawn from, with their neighbours outside it: at most about `maximum`, evenly, and always the last. */
export function recordsWithin(history: readonly EpochRecord[], { from, to }: Range, maximum: number): readonly EpochRecord[] {
  const inside = history.filter(({ epoch }) => epoch > from - 1 && epoch < to + 2);
  const gap = Math.ceil(inside.length / maximum);
  return gap <= 1 ? inside : inside.filter((_, index) => index % gap === 0 || index === inside.length - 1);
}
