import { roundAfter, type RunConfiguration } from './configuration';
import type { EpochRecord } from './formats/history';

/**
 * Whether a run is to end after the epochs of `records`, its whole history: the best validation accuracy, of the present
 * round and what it began with, is as many epochs old as the patience allows. Of equal accuracies the first is the best.
 */
export function stopsEarly({ earlyStopping, rounds }: Pick<RunConfiguration, 'earlyStopping' | 'rounds'>, records: readonly EpochRecord[]): boolean {
  const last = records.at(-1);
  if (!earlyStopping || !last) return false;
  const begun = roundAfter(rounds, last.epoch)?.begun ?? last.epoch;
  const best = records.filter(({ epoch }) => epoch >= begun).reduce((before, record) => (record.valAccuracy > before.valAccuracy ? record : before));
  return last.epoch - best.epoch >= earlyStopping.patience;
}
