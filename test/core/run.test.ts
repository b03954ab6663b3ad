import { describe, expect, it } from 'vitest';
import { configurationOf } from '../../src/core/recipes';
import { applyEvent, describeEarlyEnd, finalCheckpoint, startRun } from '../../src/core/run';

const started = startRun({
  run: {
    version: 1,
    id: 'a',
    created: '2026-11-23T14:32:07.000Z',
    status: 'training',
    dataset: { name: 'MNIST', hash: 'h' },
    engine: { id: 'wasm', description: 'wasm', probe: 'p' },
    configuration: configurationOf('notebook', 1),
  },
  folder: '/runs/a',
  stepsPerEpoch: 391,
});
const record = { epoch: 3, trainLoss: 1, trainAccuracy: 0.5, valLoss: 1, valAccuracy: 0.6, seconds: 0.1 };
const checkpoint = { name: 'epoch-0003', epoch: 3, step: 0, valAccuracy: 0.6 };

describe('applyEvent', () => {
  it('moves on with progress', () => {
    const { epoch, step, secondsLeft } = applyEvent(started, { kind: 'progress', epoch: 2, step: 17, imagesPerSecond: 9, secondsLeft: 4 });
    expect([epoch, step, secondsLeft]).toEqual([2, 17, 4]);
  });

  it('ends an epoch', () => {
    const { epoch, step, history } = applyEvent({ ...started, epoch: 2, step: 390 }, { kind: 'epoch', record });
    expect([epoch, step, history]).toEqual([3, 0, [record]]);
  });

  it('keeps the best checkpoint when a worse one follows', () => {
    const best = applyEvent(started, { kind: 'checkpoint', checkpoint, isBest: true, removed: [] });
    const worse = applyEvent(best, { kind: 'checkpoint', checkpoint: { ...checkpoint, name: 'epoch-0004', epoch: 4 }, isBest: false, removed: [] });
    expect([worse.best?.name, worse.last?.name]).toEqual(['epoch-0003', 'epoch-0004']);
  });

  it('is where its last checkpoint is, if that is later than it knew', () => {
    const inside = { name: 'epoch-0003-step-0050', epoch: 3, step: 50, valAccuracy: null };
    const at = (epoch: number, step: number) => applyEvent({ ...started, epoch, step }, { kind: 'checkpoint', checkpoint: inside, isBest: false, removed: [] });
    expect([at(3, 40), at(3, 60), at(2, 390)].map(({ epoch, step }) => [epoch, step])).toEqual([[3, 50], [3, 60], [3, 50]]);
  });

  it('has no problem any more once it is saved again', () => {
    const unsaved = applyEvent(started, { kind: 'unsaved', problem: 'the disk is full' });
    expect([unsaved.problem, applyEvent(unsaved, { kind: 'checkpoint', checkpoint, isBest: true, removed: [] }).problem]).toEqual(['the disk is full', undefined]);
  });

  it('ends with its problem and no time left', () => {
    const ended = applyEvent({ ...started, secondsLeft: 4 }, { kind: 'ended', phase: 'failed', problem: 'it broke' });
    expect([ended.phase, ended.problem, ended.secondsLeft]).toEqual(['failed', 'it broke', undefined]);
  });
});

describe('startRun', () => {
  it('begins where a run goes on, with what it has', () => {
    const { run, folder, stepsPerEpoch } = started;
    const resumed = startRun({ run: { ...run, best: checkpoint, last: checkpoint }, folder, stepsPerEpoch, resumed: { epoch: 3, step: 7, history: [record], checkpoints: [checkpoint] } });
    expect(resumed).toMatchObject({ phase: 'training', epoch: 3, step: 7, history: [record], checkpoints: [checkpoint], best: checkpoint, last: checkpoint });
  });
});

describe('a run that early stopping ended', () => {
  const earlyStopping = { patience: 2 };
  const last = { ...checkpoint, name: 'epoch-0005', epoch: 5 };
  const ended = { ...started, phase: 'finished' as const, epoch: 5, best: checkpoint, last, run: { ...started.run, configuration: { ...started.run.configuration, earlyStopping } } };

  it('is stood for by its best checkpoint, and says why it ended', () => {
    expect([finalCheckpoint(ended), describeEarlyEnd(ended)]).toEqual([checkpoint, 'Stopped early after epoch 5 of 20: no better for 2 epochs.']);
  });

  it('is another than one that did all its epochs, or was stopped', () => {
    for (const other of [{ ...ended, epoch: 20 }, { ...ended, phase: 'stopped' as const }]) expect([finalCheckpoint(other), describeEarlyEnd(other)]).toEqual([last, undefined]);
  });
});
