import { expect, test } from 'vitest';
import { markersOf } from '../../../src/webview/train/markers';
import { configuration, runSnapshot } from '../sidebar/labStates';

const checkpoint = (name: string, epoch: number, step = 0) => ({ name, epoch, step, valAccuracy: null });

test('checkpoints lie where they were saved, best and last by name, and changes of the learning rate at their step', () => {
  const [first, best, last] = [checkpoint('epoch-0000', 0), checkpoint('epoch-0002', 2), checkpoint('epoch-0002-step-0100', 2, 100)];
  const run = runSnapshot({
    phase: 'paused',
    epoch: 2,
    step: 100,
    stepsPerEpoch: 400,
    checkpoints: [first, best, last],
    best,
    last,
    configuration: { ...configuration, interventions: [{ step: 600, field: 'learningRate', value: 0.01 }] },
  });
  expect(markersOf(run)).toEqual([
    { x: 0, kind: 'checkpoint', label: '' },
    { x: 2, kind: 'best', label: 'best' },
    { x: 2.25, kind: 'last', label: 'last' },
    { x: 1.5, kind: 'learningRate', label: 'learning rate 0.01' },
  ]);
});

test('a checkpoint that is both says so', () => {
  const only = checkpoint('epoch-0001', 1);
  expect(markersOf(runSnapshot({ phase: 'training', epoch: 1, step: 0, checkpoints: [only], best: only, last: only }))).toEqual([{ x: 1, kind: 'best', label: 'best, last' }]);
});
