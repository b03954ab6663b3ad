import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunPosition } from '../../src/core/formats/checkpoint';
import { StepSeries } from '../../src/core/stepSeries';
import { describeTrainers, notebookRun, type TrainerEvent } from './trainerForTests';

const stepsPerEpoch = 391;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-steps-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The first step of each list of steps, beside the number of steps in the lists before it. */
function firsts(events: readonly TrainerEvent[]): { told: number[]; expected: number[] } {
  const steps = events.flatMap(({ name, data }) => (name === 'steps' ? [data] : []));
  let count = 0;
  return { told: steps.map(({ first }) => first), expected: steps.map(({ losses }) => (count += losses.length) - losses.length) };
}

function stepCount(events: readonly TrainerEvent[]): number {
  return events.reduce((count, { name, data }) => (name === 'steps' ? count + data.losses.length : count), 0);
}

/** How many steps were told of before each event of this name. */
function stepsBefore(events: readonly TrainerEvent[], name: TrainerEvent['name']): number[] {
  return events.flatMap((event, index) => (event.name === name ? [stepCount(events.slice(0, index))] : []));
}

const stepsDone = ({ epoch, step }: RunPosition) => epoch * stepsPerEpoch + step;

describeTrainers('the steps that are told of', (open) => {
  it('follow each other without a gap, and all of an epoch before its end', async () => {
    const { client, events } = await open();
    await client.call('train', notebookRun(folder, 3));
    const { told, expected } = firsts(events);
    expect(told).toEqual(expected);
    expect(stepsBefore(events, 'epoch')).toEqual([0, 391, 782, 1173]);
    expect(stepCount(events)).toBe(1173);
  });

  it("have, weighted by their rows, the epoch's loss and accuracy as their mean", async () => {
    const { client, events } = await open();
    await client.call('train', notebookRun(folder, 1));
    const series = new StepSeries();
    for (const { name, data } of events) if (name === 'steps') series.append(data);
    const { loss, accuracy } = series.decimate();
    const record = events.flatMap(({ name, data }) => (name === 'epoch' ? [data] : [])).at(-1);
    // 390 batches of 128 rows and one of 80 make 50,000.
    const mean = (values: Float32Array) => values.reduce((sum, value, step) => sum + value * (step < 390 ? 128 : 80), 0) / 50_000;
    expect(mean(loss.mean)).toBeCloseTo(record?.trainLoss ?? NaN, 6);
    expect(mean(accuracy.mean)).toBeCloseTo(record?.trainAccuracy ?? NaN, 6);
  });

  it('are all those up to where the run holds, batch by batch, and where it is stopped', async () => {
    const trainer = await open();
    const { client, events } = trainer;
    const controller = new AbortController();
    const training = client.call('train', notebookRun(folder, 1000), controller.signal);
    await trainer.next('steps');
    await client.call('pause', null);
    await trainer.next('paused');
    await client.call('resume', { until: 'batch' });
    await trainer.next('paused');
    await client.call('resume', { until: 'end' });
    await trainer.next('epoch');
    controller.abort();
    await training;

    const positions = events.flatMap(({ name, data }) => (name === 'paused' ? [stepsDone(data)] : []));
    expect(stepsBefore(events, 'paused')).toEqual(positions);
    expect((positions[1] ?? 0) - (positions[0] ?? 0)).toBe(1);
    const saved = events.flatMap(({ name, data }) => (name === 'checkpoint' ? [stepsDone(data.checkpoint)] : []));
    expect(stepCount(events)).toBe(saved.at(-1));
    const { told, expected } = firsts(events);
    expect(told).toEqual(expected);
  });
});
