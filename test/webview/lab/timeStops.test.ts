import { expect, test } from 'vitest';
import { shownStop, timeStops } from '../../../src/webview/lab/timeStops';
import { runSnapshot } from '../sidebar/labStates';

const untrained = { name: 'epoch-0000', epoch: 0, step: 0, valAccuracy: 0.1 };
const inside = { name: 'epoch-0000-step-0212', epoch: 0, step: 212, valAccuracy: null };
const checkpoints = [untrained, inside];

test('the places of a run are its checkpoints', () => {
  expect(timeStops(runSnapshot({ phase: 'stopped', epoch: 0, step: 212, checkpoints }))).toEqual([
    { checkpoint: 'epoch-0000', place: 'untrained', accuracy: 'validation accuracy 0.1000' },
    { checkpoint: 'epoch-0000-step-0212', place: 'epoch 1, batch 212', accuracy: '' },
  ]);
});

test('the last place of a run that goes on are its live weights', () => {
  expect(timeStops(runSnapshot({ phase: 'paused', epoch: 0, step: 212, checkpoints })).at(-1)).toEqual({ place: 'live weights', accuracy: '' });
});

test('which place is shown', () => {
  const stops = timeStops(runSnapshot({ phase: 'training', epoch: 0, step: 212, checkpoints }));
  expect(shownStop(stops, { kind: 'checkpoint', checkpoint: untrained })).toBe(0);
  expect(shownStop(stops, { kind: 'live' })).toBe(2);
  expect(shownStop(stops, { kind: 'checkpoint', checkpoint: { ...untrained, name: 'epoch-0009' } })).toBe(2);
});
