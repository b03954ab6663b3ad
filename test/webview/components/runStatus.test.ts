import { describe, expect, test } from 'vitest';
import { configurationOf } from '../../../src/core/recipes';
import { describeStatus, describeTrained, isForNextRun } from '../../../src/webview/components/runStatus';
import { configuration, idleLab, runSnapshot } from '../sidebar/labStates';

describe('what the view says before a run', () => {
  test('is what Train will do and how long it takes', () => {
    expect(describeStatus(idleLab)).toMatchObject({
      title: 'Nothing trained yet',
      aside: '60,000 images ready',
      share: 0,
      explanation: 'Press Train: it looks at 50,000 digits, 20 times each. That takes a few seconds, and this model reads six digits out of seven.',
    });
  });

  test('counts a second an epoch where the run is to be watched', () => {
    expect(describeStatus({ ...idleLab, pace: 'watch' }).explanation).toContain('That takes at least 20 s,');
  });

  test('says that a large model takes longer', () => {
    // 16 * 196 * 25 + 24 * 49 * 144 + 1176 * 128 + 1280 = 399,552 products an image; of 50,000 images three times, at 2e10 a second, 3 s.
    const fast = { recipe: 'fast99', isCustom: false, configuration: configurationOf('fast99', 1) };
    expect(describeStatus({ ...idleLab, next: fast }).explanation).toBe('Press Train: it looks at 50,000 digits, 3 times each. That takes a few seconds.');
    const best = { recipe: 'cnn-best', isCustom: false, configuration: configurationOf('cnn-best', 1) };
    expect(describeStatus({ ...idleLab, next: best }).explanation).toContain('That takes some minutes.');
  });

  test('promises nothing of a changed recipe', () => {
    const next = { recipe: 'notebook', isCustom: true, configuration: { ...configuration, rounds: [1] } };
    expect(describeStatus({ ...idleLab, next }).explanation).toBe('Press Train: it looks at 50,000 digits, 1 time each. That takes a few seconds.');
  });
});

describe('what the view says of a run', () => {
  // 7 epochs and 212 of 391 batches of 20 epochs: (7 + 212 / 391) / 20.
  const share = 0.37711;

  test('training: where it is and how long it takes yet', () => {
    const run = runSnapshot({ phase: 'training', epoch: 7, step: 212, imagesPerSecond: 46_312, secondsLeft: 14.2 });
    expect(describeStatus({ ...idleLab, activity: 'training', run })).toEqual({
      kind: 'training',
      title: 'Epoch 8 of 20',
      aside: '15 s left',
      share: expect.closeTo(share, 5) as number,
      detail: ['batch 212 of 391', '46,300 images/s'],
      explanation: undefined,
    });
  });

  test('a run whose files cannot be written says so while it goes on', () => {
    const run = runSnapshot({ phase: 'training', epoch: 1, step: 0, problem: 'The disk is full.' });
    expect(describeStatus({ ...idleLab, activity: 'training', run }).explanation).toBe('The disk is full.');
  });

  test('paused: where, and that it is saved', () => {
    const run = runSnapshot({ phase: 'paused', epoch: 7, step: 212 });
    expect(describeStatus({ ...idleLab, activity: 'training', run })).toMatchObject({ kind: 'paused', title: 'Paused in epoch 8 of 20', aside: 'saved', detail: ['batch 212 of 391', ''] });
  });

  test('finished: how long its epochs took together', () => {
    const history = [0.5, 0.75].map((seconds, epoch) => ({ epoch, trainLoss: null, trainAccuracy: null, valLoss: 1, valAccuracy: 0.5, seconds }));
    const checkpoint = { name: 'epoch-0020', epoch: 20, step: 0, valAccuracy: 0.85 };
    const run = runSnapshot({ phase: 'finished', epoch: 20, step: 0, history, last: checkpoint, best: { ...checkpoint, name: 'epoch-0018', epoch: 18 } });
    expect(describeStatus({ ...idleLab, run })).toMatchObject({ title: 'Finished 20 of 20', aside: '1.3 s', share: 1, detail: ['last checkpoint: epoch 20', 'best: epoch 18'] });
  });

  test('ended early: why, calmly', () => {
    const early = { ...configuration, earlyStopping: { patience: 3 } };
    const run = runSnapshot({ phase: 'finished', epoch: 7, step: 0, configuration: early });
    expect(describeStatus({ ...idleLab, run })).toMatchObject({ kind: 'finished', title: 'Finished 7 of 20', share: 1, explanation: 'Stopped early after epoch 7 of 20: no better for 3 epochs.' });
  });

  test('failed: what happened', () => {
    const run = runSnapshot({ phase: 'failed', epoch: 7, step: 212, problem: 'It was ended by SIGKILL.' });
    expect(describeStatus({ ...idleLab, run })).toMatchObject({ kind: 'failed', title: 'Failed in epoch 8 of 20', detail: ['no checkpoint', ''], explanation: 'It was ended by SIGKILL.' });
  });

  test('failed with something saved: where Resume goes on', () => {
    const last = { name: 'epoch-0007', epoch: 7, step: 0, valAccuracy: 0.8 };
    const run = runSnapshot({ phase: 'failed', epoch: 7, step: 3, last, problem: 'The loss became NaN.' });
    expect(describeStatus({ ...idleLab, run }).explanation).toBe('The loss became NaN. Resume goes on from epoch 7, with the learning rate that you choose.');
  });

  test('interrupted: what is kept, and what to do next', () => {
    const last = { name: 'epoch-0007-step-0212', epoch: 7, step: 212, valAccuracy: null };
    const run = runSnapshot({ phase: 'interrupted', epoch: 7, step: 212, last });
    const status = describeStatus({ ...idleLab, run });
    expect(status.detail).toEqual(['last checkpoint: epoch 8, batch 212', '']);
    expect(status.explanation).toBe('VS Code ended before the run did. Resume goes on from epoch 8, batch 212.');
  });
});

describe('a change while a run goes on', () => {
  const run = runSnapshot({ phase: 'training', epoch: 1, step: 0 });
  const going = { ...idleLab, activity: 'training' as const, run, goingOn: { id: run.run.id, phase: 'training' as const, epoch: 1, totalEpochs: 20 } };

  test('is for the next run', () => {
    expect(isForNextRun({ ...going, next: { ...going.next, configuration: { ...configuration, batchSize: 64 } } })).toBe(true);
  });

  test('of the learning rate in mid-run is none', () => {
    const changed = runSnapshot({ phase: 'training', epoch: 1, step: 0, configuration: { ...configuration, interventions: [{ step: 3, field: 'learningRate', value: 0.1 }] } });
    expect(isForNextRun({ ...going, run: changed })).toBe(false);
  });
});

describe('the time that a run has trained', () => {
  const history = [0.5, 0.75].map((seconds, epoch) => ({ epoch, trainLoss: null, trainAccuracy: null, valLoss: 1, valAccuracy: 0.5, seconds }));

  test('is that of its epochs, and the last one’s for as much as is done of the next', () => {
    // 0.5 + 0.75, and a third of an epoch of 0.75.
    expect(describeTrained(runSnapshot({ phase: 'training', epoch: 1, step: 130, stepsPerEpoch: 390, imagesPerSecond: 6400, history }))).toBe('1.5 s trained');
  });

  test('in the first epoch is that of its images', () => {
    // 0.5 s for the validation of the untrained model; 100 batches of 128 at 6,400 images a second take 2 s.
    expect(describeTrained(runSnapshot({ phase: 'training', epoch: 0, step: 100, imagesPerSecond: 6400, history: history.slice(0, 1) }))).toBe('2.5 s trained');
  });

  test('is told of a finished run by its status', () => {
    expect(describeTrained(runSnapshot({ phase: 'finished', epoch: 1, step: 0, history }))).toBe('');
  });
});
