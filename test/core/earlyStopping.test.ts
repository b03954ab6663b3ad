import { describe, expect, it } from 'vitest';
import { stopsEarly } from '../../src/core/earlyStopping';

/** Epochs with these validation accuracies, epoch 0 first. */
function history(...accuracies: number[]) {
  return accuracies.map((valAccuracy, epoch) => ({ epoch, trainLoss: 1, trainAccuracy: 0.5, valLoss: 1, valAccuracy, seconds: 1 }));
}

const configuration = { earlyStopping: { patience: 2 }, rounds: [10] };

describe('early stopping', () => {
  it('waits as many epochs as the patience allows', () => {
    expect(stopsEarly(configuration, history(0.1, 0.9, 0.8))).toBe(false);
    expect(stopsEarly(configuration, history(0.1, 0.9, 0.8, 0.7))).toBe(true);
  });

  it('waits anew after a better epoch', () => {
    expect(stopsEarly(configuration, history(0.1, 0.9, 0.8, 0.91))).toBe(false);
  });

  it('takes the first of equal accuracies as the best', () => {
    expect(stopsEarly(configuration, history(0.1, 0.9, 0.9, 0.9))).toBe(true);
  });

  it('begins anew with a round', () => {
    const rounds = [3, 3];
    expect(stopsEarly({ ...configuration, rounds }, history(0.1, 0.9, 0.8, 0.8))).toBe(false);
    expect(stopsEarly({ ...configuration, rounds }, history(0.1, 0.9, 0.8, 0.8, 0.7))).toBe(false);
    expect(stopsEarly({ ...configuration, rounds }, history(0.1, 0.9, 0.8, 0.8, 0.7, 0.7))).toBe(true);
  });

  it('never ends a run without it', () => {
    expect(stopsEarly({ earlyStopping: null, rounds: [10] }, history(0.9, 0.1, 0.1, 0.1, 0.1))).toBe(false);
  });
});
