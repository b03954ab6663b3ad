import { expect, test } from 'vitest';
import type { EpochRecord } from '../../../src/core/formats/history';
import { recordsWithin } from '../../../src/webview/train/epochLines';

const long: EpochRecord[] = Array.from({ length: 11 }, (_, epoch) => ({ epoch, trainLoss: null, trainAccuracy: null, valLoss: 1, valAccuracy: 0.5, seconds: 1 }));
const epochsOf = (records: readonly EpochRecord[]) => records.map(({ epoch }) => epoch);

test('a range has its epochs and the neighbours that lines come from: training of epoch 6 lies at 5.5', () => {
  expect(epochsOf(recordsWithin(long, { from: 3.2, to: 4.6 }, 100))).toEqual([3, 4, 5, 6]);
});

test('more epochs than can be seen are thinned evenly, and the last one stays', () => {
  expect(epochsOf(recordsWithin(long, { from: 0, to: 10 }, 4))).toEqual([0, 3, 6, 9, 10]);
});
