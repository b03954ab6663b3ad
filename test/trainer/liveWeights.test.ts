import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunPosition } from '../../src/core/formats/checkpoint';
import { connectTrainer, describeTrainers, notebookRun, type TestTrainer } from './trainerForTests';
import { testData } from './enginesForTests';

const live = { kind: 'live' } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-live-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The file of the checkpoint that was saved last. */
function lastCheckpoint({ events }: TestTrainer): string {
  const [started] = events.flatMap(({ name, data }) => (name === 'runStarted' ? [data] : []));
  const last = events.flatMap(({ name, data }) => (name === 'checkpoint' ? [data] : [])).at(-1);
  return join(started?.folder ?? '', 'checkpoints', `${last?.checkpoint.name ?? ''}.safetensors`);
}

function lastPause({ events }: TestTrainer): RunPosition | undefined {
  return events.flatMap(({ name, data }) => (name === 'paused' ? [data] : [])).at(-1);
}

describeTrainers('live weights', (open) => {
  it('of a run that is held in mid-epoch are those of the checkpoint that it saved there, to the bit', async () => {
    const trainer = await open();
    const { client } = trainer;
    const controller = new AbortController();
    const training = client.call('train', notebookRun(folder, 1000), controller.signal);
    await trainer.next('runStarted');
    await client.call('pause', null);
    await trainer.next('paused');
    await client.call('resume', { until: 'batch' });
    await trainer.next('paused');

    const images = (await testData).images.slice(0, 300 * 784);
    const held = await client.call('read', { weights: live, images });
    const saved = await client.call('read', { weights: { kind: 'checkpoint', file: lastCheckpoint(trainer) }, images });
    expect(held.position).toEqual(lastPause(trainer));
    expect(held.position.step).toBeGreaterThan(0);
    expect(held).toEqual(saved);
    controller.abort();
    await training;
  });

  it('of a run that is held at the end of an epoch have the validation that its history says', async () => {
    const trainer = await open();
    const { client } = trainer;
    const controller = new AbortController();
    const training = client.call('train', notebookRun(folder, 1000), controller.signal);
    await trainer.next('runStarted');
    await client.call('pause', null);
    await trainer.next('paused');
    await client.call('resume', { until: 'epoch' });
    await trainer.next('paused');

    const { evaluation, position } = await client.call('evaluate', { weights: live, split: 'validation' });
    const record = trainer.events.flatMap(({ name, data }) => (name === 'epoch' ? [data] : [])).at(-1);
    expect(position).toEqual({ epoch: 1, step: 0 });
    expect([evaluation.n, evaluation.accuracy]).toEqual([10_000, record?.valAccuracy]);
    expect(evaluation.loss).toBeCloseTo(record?.valLoss ?? NaN, 6);
    controller.abort();
    await training;
  });

  it('are one copy from the first row to the last, while training goes on', async () => {
    const trainer = await open();
    const { client } = trainer;
    const controller = new AbortController();
    const training = client.call('train', notebookRun(folder, 1000), controller.signal);
    await trainer.next('steps');
    // The same 500 rows twenty times over, each time in another call of the engine.
    const rows = Int32Array.from({ length: 10_000 }, (_, position) => position % 500);
    const { readings, position } = await client.call('classify', { weights: live, file: 'train', rows });
    const after = await client.call('read', { weights: live, images: new Uint8Array(784) });
    controller.abort();
    await training;
    expect(after.position).not.toEqual(position);
    for (let begin = 500; begin < 10_000; begin += 500) {
      expect(readings.losses.subarray(begin, begin + 500)).toEqual(readings.losses.subarray(0, 500));
    }
  });
});

describe('live weights without a run', () => {
  const expected = 'No run is going on, so there are no live weights. Start training, or choose a checkpoint.';

  it('are refused before the first run', async () => {
    const { client } = connectTrainer();
    await expect(client.call('read', { weights: live, images: new Uint8Array(784) })).rejects.toMatchObject({ code: 'no-live-weights', message: expected });
  });

  it('are refused after the last', async () => {
    const { client } = connectTrainer();
    await client.call('open', { preference: 'wasm', candidates: [], threads: 0, crashed: false });
    await client.call('train', notebookRun(folder, 1));
    await expect(client.call('evaluate', { weights: live, split: 'test' })).rejects.toMatchObject({ code: 'no-live-weights', message: expected });
  });
});
