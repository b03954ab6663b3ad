import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/core/formats/checkpoint';
import type { RunSnapshot } from '../../src/core/run';
import { listRuns, readRunSnapshot, readSteps } from '../../src/host/runStore';
import type { SessionSnapshot } from '../../src/host/session';
import { notebookRequest, openSession, until, wasm } from './trainers';

let folder: string;
let open: ReturnType<typeof openSession>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-session-'));
  open = openSession();
});
afterEach(() => {
  open.session.dispose();
  rmSync(folder, { recursive: true });
});

const hasEpoch = (epoch: number) => (snapshot: SessionSnapshot) => snapshot.run?.last?.epoch === epoch;

async function storedRun(): Promise<RunSnapshot> {
  const [stored] = (await listRuns(folder)).runs;
  if (!stored) throw new Error('no run was stored');
  return readRunSnapshot(stored);
}

describe('a run', () => {
  it('ends finished, with every epoch on disk', async () => {
    const run = await open.session.train(notebookRequest(folder, { epochs: 3 }));
    expect(run?.phase).toBe('finished');
    const stored = await storedRun();
    expect([stored.phase, stored.epoch, stored.history.length]).toEqual(['finished', 3, 4]);
    expect(stored.history).toEqual(run?.history);
  });

  it('has told of every step by its end, as the disk has them', async () => {
    let told = 0;
    open.session.onSteps(({ losses }) => (told += losses.length));
    const run = await open.session.train(notebookRequest(folder, { epochs: 2 }));
    // 391 batches of 128 make an epoch of 50,000 images.
    expect([open.session.steps.length, told]).toEqual([782, 782]);
    const stored = run && (await readSteps(run.folder, run.run.configuration));
    expect(stored?.decimate()).toEqual(open.session.steps.decimate());
  });

  it('begins a new series of steps', async () => {
    await open.session.train(notebookRequest(folder, { epochs: 2 }));
    const first = open.session.steps;
    await open.session.train(notebookRequest(folder, { epochs: 1 }));
    expect([first.length, open.session.steps.length]).toEqual([782, 391]);
  });

  it('is refused while another goes on', async () => {
    const first = open.session.train(notebookRequest(folder));
    await expect(open.session.train(notebookRequest(folder))).rejects.toThrow('A run is going on. Stop it first, or wait for its end.');
    open.session.stop();
    await first;
  });

  it('stops where it is and saves', async () => {
    const training = open.session.train(notebookRequest(folder, { epochs: 1000 }));
    await until(open.session, hasEpoch(1));
    open.session.stop();
    expect((await training)?.phase).toBe('stopped');
    const { phase, last } = await storedRun();
    expect(phase).toBe('stopped');
    const file = join(folder, readdirSync(folder)[0] ?? '', 'checkpoints', `${last?.name ?? ''}.safetensors`);
    expect(parseCheckpoint(new Uint8Array(readFileSync(file)), 'c').origin).toMatchObject({ epoch: last?.epoch, step: last?.step });
  });

  it('can be stopped before it began, and leaves nothing', async () => {
    const training = open.session.train(notebookRequest(folder));
    open.session.stop();
    expect(await training).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is interrupted when its trainer is killed, with what is kept, and another can begin', async () => {
    const training = open.session.train(notebookRequest(folder, { epochs: 1000 }));
    await until(open.session, hasEpoch(1));
    open.killTrainer();
    const run = await training;
    expect(run?.phase).toBe('interrupted');
    expect(run?.problem).toMatch(/^The trainer process ended in epoch \d+: it was ended by SIGKILL\. Its checkpoint of epoch \d+ is kept\.$/);
    expect((await open.session.train(notebookRequest(folder, { epochs: 1 })))?.phase).toBe('finished');
  });

  it('is interrupted when its host goes away, and saves where it was', async () => {
    const training = open.session.train(notebookRequest(folder, { epochs: 1000 }));
    await until(open.session, hasEpoch(2));
    open.session.dispose();
    await training;
    const { phase, last } = await storedRun();
    expect(phase).toBe('interrupted');
    expect(last?.epoch).toBeGreaterThanOrEqual(2);
  });

  it('cannot begin where its folder is a file, and says so', async () => {
    await expect(open.session.train(notebookRequest('package.json'))).rejects.toThrow(
      'Cannot write package.json: its name is taken by a file. Make room or permit writing there, or choose another folder.',
    );
    expect(open.session.snapshot.activity).toBe('idle');
  });
});

describe('predict', () => {
  it('refuses an index that does not exist', async () => {
    const training = open.session.train(notebookRequest(folder, { epochs: 1000 }));
    await until(open.session, hasEpoch(1));
    await expect(open.session.predict({ kind: 'live' }, 10_000, wasm)).rejects.toThrow('There is no test image 10000. Choose an index from 0 to 9999.');
    open.session.stop();
    await training;
  });

  it('answers while training goes on', async () => {
    const training = open.session.train(notebookRequest(folder, { epochs: 1000 }));
    await until(open.session, hasEpoch(3));
    const { digit, label } = await open.session.predict({ kind: 'live' }, 0, wasm);
    expect([digit, label]).toEqual([7, 7]);
    expect(open.session.snapshot.activity).toBe('training');
    open.session.stop();
    await training;
  });
});

describe('a run that is paused', () => {
  it('is saved before it says so, goes on batch by batch, and finishes', async () => {
    const training = open.session.train(notebookRequest(folder, { epochs: 30 }));
    await until(open.session, hasEpoch(1));
    const paused = until(open.session, ({ run }) => run?.phase === 'paused');
    await open.session.pause();
    const { run } = await paused;
    const stored = await storedRun();
    expect([stored.last?.epoch, stored.last?.step]).toEqual([run?.epoch, run?.step]);

    const stepped = until(open.session, (snapshot) => snapshot.run?.phase === 'paused' && snapshot.run.step !== run?.step);
    await open.session.resume('batch');
    expect((await stepped).run?.step).toBe((run?.step ?? 0) + 1);
    await open.session.resume('end');
    expect((await training)?.phase).toBe('finished');
  });

  it('can be stopped', async () => {
    const training = open.session.train(notebookRequest(folder, { epochs: 1000 }));
    await until(open.session, hasEpoch(1));
    const paused = until(open.session, ({ run }) => run?.phase === 'paused');
    await open.session.pause();
    await paused;
    open.session.stop();
    expect((await training)?.phase).toBe('stopped');
  });

  it('keeps a learning rate that was changed in its configuration', async () => {
    const training = open.session.train(notebookRequest(folder, { epochs: 1000 }));
    await until(open.session, hasEpoch(1));
    const changed = until(open.session, ({ run }) => run?.run.configuration.interventions.length === 1);
    await open.session.setLearningRate(0.01);
    await changed;
    open.session.stop();
    const run = await training;
    expect(run?.run.configuration.interventions).toMatchObject([{ field: 'learningRate', value: 0.01 }]);
    expect((await storedRun()).run.configuration.interventions).toEqual(run?.run.configuration.interventions);
  });
});
