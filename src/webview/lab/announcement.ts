import type { EpochRecord } from '../../core/formats/history';
import type { RunSnapshot } from '../../core/run';

/** What a screen reader says after an epoch, and at a run's end. */
export function describeEpoch({ epoch, valAccuracy, valLoss }: EpochRecord, { phase, totalEpochs }: RunSnapshot): string {
  const how = `validation accuracy ${valAccuracy.toFixed(3)}, loss ${valLoss.toFixed(3)}`;
  const where = epoch === 0 ? `Untrained: ${how}` : `Epoch ${epoch} of ${totalEpochs}: ${how}`;
  return phase === 'training' ? where : `Run ${phase}. ${where}`;
}
