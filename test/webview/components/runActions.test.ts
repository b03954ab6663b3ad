import { expect, test } from 'vitest';
import type { LabState } from '../../../src/protocol/labContract';
import { runActions } from '../../../src/webview/components/runActions';
import { idleLab, runSnapshot } from '../sidebar/labStates';

const going = { id: 'run', phase: 'training' as const, epoch: 7, totalEpochs: 20 };
const checkpoint = { name: 'epoch-0007', epoch: 7, step: 0, valAccuracy: 0.8 };
const weights = { kind: 'checkpoint' as const, checkpoint };
const ended = (phase: 'finished' | 'stopped' | 'failed' | 'interrupted' | 'elsewhere') => ({ run: runSnapshot({ phase, epoch: 7, step: 0 }), weights });

// A label with "-" before it stands for a button that cannot be pressed.
test.each<[string, Partial<LabState>, string[]]>([
  ['nothing was trained', {}, ['Train']],
  ['a setting cannot be', { next: { recipe: '', isCustom: false, problem: 'mnist.seed must be a number.' } }, ['-Train']],
  ['a run is about to begin', { activity: 'starting' }, ['-Train', 'Stop']],
  ['a run goes on', { activity: 'training', goingOn: going }, ['Pause', 'Stop']],
  ['a run holds', { activity: 'training', goingOn: { ...going, phase: 'paused' } }, ['Resume', 'Stop']],
  ['a run is being stopped', { activity: 'stopping', goingOn: going }, ['-Pause', '-Stopping']],
  ['a run is finished', ended('finished'), ['Train More', 'Train Again', 'Evaluate']],
  ['it is being evaluated', { ...ended('finished'), isEvaluating: true }, ['Train More', 'Train Again', '-Evaluating']],
  ['a run was stopped', ended('stopped'), ['Resume', 'Train Again', 'Evaluate']],
  ['a run was interrupted', ended('interrupted'), ['Resume', 'Train Again', 'Evaluate']],
  ['an interrupted run has saved no weights', { ...ended('interrupted'), weights: undefined }, ['Resume', 'Train Again', '-Evaluate']],
  ['a run failed', ended('failed'), ['Resume', 'Train Again', 'Show Log']],
  ['a run goes on in another window', ended('elsewhere'), ['Train Again', 'Evaluate']],
])('what can be done where %s', (_, lab, labels) => {
  expect(runActions({ ...idleLab, ...lab }).map(({ label, isEnabled }) => (isEnabled ? label : `-${label}`))).toEqual(labels);
});
