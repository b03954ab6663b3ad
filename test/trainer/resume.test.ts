import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseRunFile } from '../../src/core/formats/runFile';
import type { Params } from '../../src/protocol/contract';
import type { TrainerContract } from '../../src/protocol/trainerContract';
import { readLearned } from './learned';
import { describeTrainers, notebookRun, type TestTrainer } from './trainerForTests';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-resume-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const epochs = 3;

/** Trains without an interruption; the run's folder. */
async function trainThrough({ client }: TestTrainer): Promise<string> {
  const runs = join(folder, 'through');
  await client.call('train', notebookRun(runs, epochs));
  return join(runs, readdirSync(runs)[0] ?? '');
}

/** Trains until `when` resolves, and stops there; the run's folder. */
async function trainAndStop(trainer: TestTrainer, when: () => Promise<void>): Promise<string> {
  const runs = join(folder, 'stopped');
  const controller = new AbortController();
  const training = trainer.client.call('train', notebookRun(runs, epochs), controller.signal);
  await when();
  controller.abort();
  expect((await training).phase).toBe('stopped');
  return join(runs, readdirSync(runs)[0] ?? '');
}

/** Holds the run in the middle of its first epoch. */
async function hold(trainer: TestTrainer): Promise<void> {
  await trainer.next('runStarted');
  await trainer.client.call('pause', null);
  await trainer.next('paused');
  for (let batch = 0; batch < 3; batch++) {
    await trainer.client.call('resume', { until: 'batch' });
    await trainer.next('paused');
  }
}

function goOn(runFolder: string, changes: Partial<Params<TrainerContract, 'continueRun'>> = {}): Params<TrainerContract, 'continueRun'> {
  return { folder: runFolder, inexact: false, keepCheckpoints: 50, pace: 'full', ...changes };
}

function runFile(runFolder: string) {
  return parseRunFile(readFileSync(join(runFolder, 'run.json'), 'utf8'), 'run.json');
}

describeTrainers('a run that goes on', (open) => {
  it('from the middle of an epoch learns the same to the bit as one that never stopped', async () => {
    const trainer = await open();
    const through = await trainThrough(trainer);
    const stopped = await trainAndStop(trainer, () => hold(trainer));
    expect(runFile(stopped).last?.step).toBeGreaterThan(0);
    expect((await trainer.client.call('continueRun', goOn(stopped))).phase).toBe('finished');
    expect(readLearned(stopped)).toEqual(readLearned(through));
    expect(readdirSync(join(stopped, 'checkpoints'))).toEqual(readdirSync(join(through, 'checkpoints')));
  });

  it('tells of what there is already, and of the steps that follow it', async () => {
    const trainer = await open();
    const stopped = await trainAndStop(trainer, () => hold(trainer));
    const { last } = runFile(stopped);
    trainer.events.length = 0;
    await trainer.client.call('continueRun', goOn(stopped));
    const [started, steps] = trainer.events;
    if (started?.name !== 'runStarted' || steps?.name !== 'steps') throw new Error('it told of something else first');
    const { resumed } = started.data;
    expect([resumed?.epoch, resumed?.step, resumed?.history.length]).toEqual([last?.epoch, last?.step, (last?.epoch ?? 0) + 1]);
    expect(resumed?.steps.losses.length).toBe(steps.data.first);
    expect(steps.data.first).toBe((last?.epoch ?? 0) * 391 + (last?.step ?? 0));
    expect(resumed?.checkpoints.at(-1)).toEqual(last);
  });

  it('saves within an epoch where that lasts long, and learns the same from there', async () => {
    const trainer = await open(1);
    const through = await trainThrough(trainer);
    const inside = trainer.events.flatMap(({ name, data }) => (name === 'checkpoint' && data.checkpoint.step > 0 ? [data.checkpoint] : []));
    expect(inside.length).toBeGreaterThan(0);
    expect(readdirSync(join(through, 'checkpoints')).filter((name) => name.includes('step'))).toEqual([]);
  });

  it('takes the learning rate again that was changed before it was stopped', async () => {
    const trainer = await open();
    const stopped = await trainAndStop(trainer, async () => {
      await hold(trainer);
      await trainer.client.call('setLearningRate', { learningRate: 0.1 });
      await trainer.client.call('resume', { until: 'batch' });
      await trainer.next('paused');
    });
    const { interventions } = runFile(stopped).configuration;
    expect(interventions).toMatchObject([{ field: 'learningRate', value: 0.1 }]);
    await trainer.client.call('continueRun', goOn(stopped));

    const runs = join(folder, 'through');
    const request = notebookRun(runs, epochs);
    await trainer.client.call('train', { ...request, configuration: { ...request.configuration, interventions } });
    expect(readLearned(stopped)).toEqual(readLearned(join(runs, readdirSync(runs)[0] ?? '')));
  });

  it('says that it is resumed, and exactly', async () => {
    const trainer = await open();
    const stopped = await trainAndStop(trainer, () => hold(trainer));
    const { last, engine } = runFile(stopped);
    await trainer.client.call('continueRun', goOn(stopped));
    expect(runFile(stopped).resumed).toEqual([{ epoch: last?.epoch, step: last?.step, exact: true, engine }]);
  });
});
