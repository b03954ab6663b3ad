import type { EpochRecord } from '../../../src/core/formats/history';

/** An untrained model and two epochs. */
export const history: readonly EpochRecord[] = [
  { epoch: 0, trainLoss: null, trainAccuracy: null, valLoss: 2.3, valAccuracy: 0.1, seconds: 0.1 },
  { epoch: 1, trainLoss: 1.5, trainAccuracy: 0.5, valLoss: 1.25, valAccuracy: 0.7, seconds: 0.5 },
  { epoch: 2, trainLoss: 1, trainAccuracy: 0.75, valLoss: 0.75, valAccuracy: 0.8, seconds: 0.5 },
];
