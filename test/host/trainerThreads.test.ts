import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { models } from '../../src/core/models';
import { trainerLauncher, type LaunchTrainer } from '../../src/host/trainerProcess';
import { TrainerSupervisor, type EngineSettings } from '../../src/host/trainerSupervisor';
import { threadsFor } from '../../src/host/trainerThreads';
import { describeTensorflow, installedTensorflow } from '../engine/tensorflowForTests';

const cores = availableParallelism();
const oneLayer = models.softmax.layers;
const several = models.lenet.layers;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const supervisors: TrainerSupervisor[] = [];
afterEach(() => supervisors.splice(0).forEach((supervisor) => supervisor.close()));

/** A supervisor of real trainers, and the threads of each that it launched. */
function startSupervisor(): { supervisor: TrainerSupervisor; launched: number[] } {
  const launched: number[] = [];
  const launch = trainerLauncher(resolve('dist/trainer.js'));
  const launchCounted: LaunchTrainer = (options) => {
    launched.push(options.threads);
    return launch(options);
  };
  const supervisor = new TrainerSupervisor(launchCounted, silent, {});
  supervisors.push(supervisor);
  return { supervisor, launched };
}

describe('threadsFor', () => {
  it('is one for one layer', () => {
    expect(threadsFor(oneLayer)).toBe(1);
  });

  it('is all cores for several, up to 8', () => {
    expect(threadsFor(several)).toBe(Math.min(8, cores));
  });
});

describeTensorflow('the trainer of TensorFlow', () => {
  const settings: EngineSettings = { preference: 'tensorflow', threads: 0, candidates: [{ origin: 'tests', folder: installedTensorflow?.folder ?? '' }] };

  it('starts anew for a model that wants other threads', async () => {
    const { supervisor, launched } = startSupervisor();
    await supervisor.open(settings, oneLayer);
    const { choice } = await supervisor.open(settings, several);
    expect(launched).toEqual(cores === 1 ? [1] : [1, threadsFor(several)]);
    expect(choice.threads).toBe(threadsFor(several));
  });

  it('goes on for reading, whatever its threads', async () => {
    const { supervisor, launched } = startSupervisor();
    await supervisor.open(settings, several);
    await supervisor.open(settings);
    expect(launched).toEqual([threadsFor(several)]);
  });

  it('has the threads that are asked for, whatever the model', async () => {
    const { supervisor, launched } = startSupervisor();
    await supervisor.open({ ...settings, threads: 3 }, oneLayer);
    await supervisor.open({ ...settings, threads: 3 }, several);
    expect(launched).toEqual([3]);
  });
});

describe('the trainer of wasm', () => {
  it('stays, whatever the model', async () => {
    const { supervisor, launched } = startSupervisor();
    await supervisor.open({ preference: 'wasm', threads: 0, candidates: [] }, oneLayer);
    await supervisor.open({ preference: 'wasm', threads: 0, candidates: [] }, several);
    expect(launched).toEqual([1]);
  });
});
