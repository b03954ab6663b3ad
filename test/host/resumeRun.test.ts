import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatRunFile, parseRunFile, type RunFile } from '../../src/core/formats/runFile';
import type { RunSnapshot } from '../../src/core/run';
import { Selection } from '../../src/host/selection';
import type { ResumeRequest } from '../../src/host/session';
import { trainerLauncher } from '../../src/host/trainerProcess';
import { RunLock } from '../../src/node/runLock';
import { readLearned } from '../trainer/learned';
import { fakeTensorflow, notebookRequest, openSession, until, wasm } from './trainers';

let folder: string;
let open: ReturnType<typeof openSession>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-resume-run-'));
  open = openSession();
});
afterEach(() => {
  open.session.dispose();
  rmSync(folder, { recursive: true });
});

const resumption = (runFolder: string, changes: Partial<ResumeRequest> = {}): ResumeRequest => ({ folder: runFolder, inexact: false, keepCheckpoints: 50, engine: wasm, pace: 'full', ...changes });

async function train(epochs: number): Promise<RunSnapshot> {
  const run = await open.session.train(notebookRequest(folder, { epochs }));
  if (!run) throw new Error('there is no run');
  return run;
}

/** Begins a run that takes a second an epoch, and waits until it is inside its first. */
async function trainInside(epochs: number) {
  const ended = open.session.train({ ...notebookRequest(folder, { epochs }), pace: 'watch' });
  await until(open.session, ({ run }) => (run?.step ?? 0) > 0);
  return { ended };
}

/** A run that was stopped in its first epoch. */
async function trainAndStop(epochs: number): Promise<RunSnapshot> {
  const { ended } = await trainInside(epochs);
  open.session.stop();
  const run = await ended;
  if (!run) throw new Error('there is no run');
  return run;
}

function readRunFile(run: RunSnapshot): RunFile {
  return parseRunFile(readFileSync(join(run.folder, 'run.json'), 'utf8'), 'run.json');
}

function changeRunFile(run: RunSnapshot, changes: Partial<RunFile>): void {
  writeFileSync(join(run.folder, 'run.json'), formatRunFile({ ...readRunFile(run), ...changes }));
}

describe('resuming', () => {
  it('goes on in the process of the run, where the settings lead to its engine by themselves', async () => {
    const auto = { ...wasm, preference: 'auto' } as const;
    const ended = open.session.train({ ...notebookRequest(folder, { epochs: 2 }, auto), pace: 'watch' });
    await until(open.session, ({ run }) => (run?.step ?? 0) > 0);
    open.session.stop();
    const stopped = await ended;
    expect((await open.session.resumeRun(resumption(stopped?.folder ?? '', { engine: auto })))?.phase).toBe('finished');
    expect(open.processes).toHaveLength(1);
  });

  it('goes on where the run was stopped, with its history and steps, to its end', async () => {
    const stopped = await trainAndStop(3);
    const resumed = await open.session.resumeRun(resumption(stopped.folder));
    expect([resumed?.phase, resumed?.epoch, resumed?.run.id]).toEqual(['finished', 3, stopped.run.id]);
    expect(resumed?.history.slice(0, stopped.history.length)).toEqual(stopped.history);
    expect([resumed?.history.length, open.session.steps.length]).toEqual([4, 3 * 391]);
  });

  it('after the trainer was killed learns what it would have learned', async () => {
    const through = await train(2);
    const { ended } = await trainInside(2);
    open.killTrainer();
    const killed = await ended;
    expect(killed?.phase).toBe('interrupted');
    const resumed = await open.session.resumeRun(resumption(killed?.folder ?? ''));
    expect(resumed?.phase).toBe('finished');
    expect(readLearned(resumed?.folder ?? '')).toEqual(readLearned(through.folder));
  });

  it('shows the same run anew: live, then its last checkpoint', async () => {
    const selection = new Selection(open.session, () => folder, open.log);
    const stopped = await trainAndStop(1000);
    const resuming = open.session.resumeRun(resumption(stopped.folder));
    await until(open.session, (snapshot) => (snapshot.run?.epoch ?? 0) > stopped.epoch + 1);
    expect([selection.shown?.run.run.id, selection.shown?.weights?.kind]).toEqual([stopped.run.id, 'live']);
    open.session.stop();
    await resuming;
    expect(selection.shown?.weights?.kind).toBe('checkpoint');
    selection.dispose();
  });

  it('takes another learning rate from there, and keeps it', async () => {
    const stopped = await trainAndStop(3);
    const resumed = await open.session.resumeRun(resumption(stopped.folder, { learningRate: 0.1 }));
    const step = stopped.epoch * 391 + stopped.step;
    expect(resumed?.run.configuration.interventions).toEqual([{ step, field: 'learningRate', value: 0.1 }]);
    expect(readRunFile(stopped).configuration.interventions).toEqual([{ step, field: 'learningRate', value: 0.1 }]);
  });

  it('begins at the beginning where the run ended before its first checkpoint', async () => {
    const through = await train(1);
    const runFolder = join(folder, 'early');
    mkdirSync(join(runFolder, 'checkpoints'), { recursive: true });
    const { version, created, dataset, engine, configuration } = readRunFile(through);
    writeFileSync(join(runFolder, 'run.json'), formatRunFile({ version, id: 'early', created, status: 'training', dataset, engine, configuration }));
    const resumed = await open.session.resumeRun(resumption(runFolder));
    expect(resumed?.phase).toBe('finished');
    expect(readLearned(runFolder)).toEqual(readLearned(through.folder));
  });

  it('is refused while another process works on the run', async () => {
    const stopped = await trainAndStop(3);
    const lock = await RunLock.acquire(stopped.folder);
    await expect(open.session.resumeRun(resumption(stopped.folder))).rejects.toThrow('This run is training in another window or terminal. Stop it there first, or wait for its end.');
    await lock.release();
  });

  it('is refused for a run of other images', async () => {
    const stopped = await trainAndStop(3);
    changeRunFile(stopped, { dataset: { name: 'Fashion', hash: 'f'.repeat(64) } });
    await expect(open.session.resumeRun(resumption(stopped.folder))).rejects.toThrow('was trained on other images (Fashion), which are not here. Train a new one.');
  });
});

describe('the engine of a run', () => {
  it('has to compute the same bits, and another may only take over inexactly, which the run says', async () => {
    const stopped = await trainAndStop(3);
    const engine = { ...stopped.run.engine, probe: 'feedfeedfeedfeed' };
    changeRunFile(stopped, { engine });
    await expect(open.session.resumeRun(resumption(stopped.folder))).rejects.toMatchObject({ code: 'engine-differs', message: expect.stringMatching(/was computed on wasm \d simd(\+fma)?, which computes other bits on this processor\. It can go on inexactly/) as string });
    expect(readRunFile(stopped).status).toBe('stopped');

    const resumed = await open.session.resumeRun(resumption(stopped.folder, { inexact: true }));
    expect(resumed?.phase).toBe('finished');
    expect(readRunFile(stopped)).toMatchObject({ engine, resumed: [{ epoch: stopped.epoch, step: stopped.step, exact: false, engine: stopped.run.engine }] });
  });

  it('is the one that took over, once that has happened', async () => {
    const stopped = await trainAndStop(3);
    const { engine } = stopped.run;
    changeRunFile(stopped, { engine: { ...engine, probe: 'feedfeedfeedfeed' }, resumed: [{ epoch: 1, step: 0, exact: false, engine }] });
    await open.session.resumeRun(resumption(stopped.folder));
    expect(readRunFile(stopped).resumed?.map(({ exact }) => exact)).toEqual([false, true]);
  });

  it('is named where it cannot be had here', async () => {
    const stopped = await trainAndStop(3);
    changeRunFile(stopped, { engine: { id: 'tensorflow', description: 'tensorflow 4.22.0 (TensorFlow 2.15.1), 2 threads', probe: 'p', threads: 2 } });
    const broken = fakeTensorflow(join(folder, 'broken'), 'throw new Error("no such library");');
    const engine = { ...wasm, candidates: [{ origin: 'the test', folder: broken }] };
    await expect(open.session.resumeRun(resumption(stopped.folder, { engine }))).rejects.toMatchObject({
      code: 'engine-differs',
      message: expect.stringMatching(/was computed on tensorflow 4\.22\.0 \(TensorFlow 2\.15\.1\), 2 threads, which cannot be had here: .*Or let it go on inexactly, on another engine\.$/) as string,
    });
  });

  it('gets the threads that the run was computed with', async () => {
    const stopped = await trainAndStop(3);
    changeRunFile(stopped, { engine: { ...stopped.run.engine, threads: 2 } });
    const threads: number[] = [];
    const other = openSession((options) => {
      threads.push(options.threads);
      return trainerLauncher(resolve('dist/trainer.js'))(options);
    });
    await other.session.resumeRun(resumption(stopped.folder));
    other.session.dispose();
    expect(threads).toEqual([2]);
  });
});

describe('training a finished run for more', () => {
  it('adds a round, and learns what one run of all rounds learns', async () => {
    const [short, long] = [await train(2), await train(3)];
    const more = await open.session.resumeRun(resumption(short.folder, { epochs: 1 }));
    expect([more?.phase, more?.totalEpochs, more?.run.configuration.rounds]).toEqual(['finished', 3, [2, 1]]);
    expect(readLearned(short.folder)).toEqual(readLearned(long.folder));
  });

  it('changes the learning rate where the round begins', async () => {
    const short = await train(1);
    const more = await open.session.resumeRun(resumption(short.folder, { epochs: 1, learningRate: 0.1 }));
    expect(more?.run.configuration.interventions).toEqual([{ step: 391, field: 'learningRate', value: 0.1 }]);
  });

  it('is refused for a run that early stopping ended', async () => {
    const request = notebookRequest(folder, { epochs: 30 });
    // Steps this long throw the model from one corner into another.
    const configuration = { ...request.configuration, earlyStopping: { patience: 1 }, optimizer: { ...request.configuration.optimizer, learningRate: 100 } };
    const ended = await open.session.train({ ...request, configuration });
    await expect(open.session.resumeRun(resumption(ended?.folder ?? '', { epochs: 1 }))).rejects.toMatchObject({ code: 'run-ended-early' });
  });

  it('is refused for a run that is not finished, and resuming for one that is', async () => {
    const stopped = await trainAndStop(100);
    await expect(open.session.resumeRun(resumption(stopped.folder, { epochs: 1 }))).rejects.toMatchObject({ code: 'run-unfinished' });
    const finished = await train(1);
    await expect(open.session.resumeRun(resumption(finished.folder))).rejects.toThrow('has finished its 1 epochs. Train it for more, or begin a new run.');
    expect(readRunFile(finished).status).toBe('finished');
  });
});

describe('a run that begins with the weights of another', () => {
  it('names its parent, and has them as its epoch 0', async () => {
    const parent = await train(2);
    const file = join(parent.folder, 'checkpoints', 'epoch-0001.safetensors');
    const child = await open.session.train({ ...notebookRequest(folder, { epochs: 1 }), parent: file });
    expect(child?.run.parent).toEqual({ run: parent.run.id, checkpoint: 'epoch-0001' });
    const { valLoss, valAccuracy } = parent.history[1] ?? {};
    expect(child?.history[0]).toMatchObject({ epoch: 0, trainLoss: null, valLoss, valAccuracy });
  });
});
