import type { EpochRecord } from '../../core/formats/history';
import type { Metric } from './metric';

/** A chart in a sentence, for whoever does not see it: where its lines begin and end. */
export function describeChart({ title, trainKey, validationKey }: Metric, history: readonly EpochRecord[]): string {
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last) return `${title}: nothing measured yet`;
  const start = `${title} on validation ${first[validationKey].toFixed(3)} untrained`;
  if (first === last) return start;
  const train = last[trainKey];
  return `${start}, ${last[validationKey].toFixed(3)} after epoch ${last.epoch}${train === null ? '' : `; in training ${train.toFixed(3)}`}`;
}
