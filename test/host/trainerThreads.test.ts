import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { models } from '../../src/core/models';
import { trainerLauncher, type LaunchTrainer } from '../../src/host/trainerProcess';
import { TrainerSupervisor, type EngineSettings } from '../../src/host/trainerSupervisor';
import { threadsFor } from '../../src/host/trainerThreads';
import { describeTensorflow, installedTensorflow } from '../engine/tensorflowForTests';

const cores = availableParallelism();
const dense = models.mlp.layers;
const convolutional = models.lenet.layers;

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
  it('is one for dense layers', () => {
    expect(threadsFor(dense)).toBe(1);
  });

  it('is all cores for convolutions, up to 8', () => {
    expect(threadsFor(convolutional)).toBe(Math.min(8, cores));
  });
});

describeTensorflow('the trainer of TensorFlow', () => {
  const settings: EngineSettings = { preference: 'tensorflow', threads: 0, candidates: [{ origin: 'tests', folder: installedTensorflow?.folder ?? '' }] };

  it('starts anew for a model that wants other threads', async () => {
    const { supervisor, launched } = startSupervisor();
    await supervisor.open(settings, dense);
    const { choice } = await supervisor.open(settings, convolutional);
    expect(launched).toEqual(cores === 1 ? [1] : [1, threadsFor(convolutional)]);
    expect(choice.threads).toBe(threadsFor(convolutional));
  });

  it('goes on for reading, whatever its threads', async () => {
    const { supervisor, launched } = startSupervisor();
    await supervisor.open(settings, convolutional);
    await supervisor.open(settings);
    expect(launched).toEqual([threadsFor(convolutional)]);
  });

  it('has the threads that are asked for, whatever the model', async () => {
    const { supervisor, launched } = startSupervisor();
    await supervisor.open({ ...settings, threads: 3 }, dense);
    await supervisor.open({ ...settings, threads: 3 }, convolutional);
    expect(launched).toEqual([3]);
  });
});

describe('the trainer of wasm', () => {
  it('stays, whatever the model', async () => {
    const { supervisor, launched } = startSupervisor();
    await supervisor.open({ preference: 'wasm', threads: 0, candidates: [] }, dense);
    await supervisor.open({ preference: 'wasm', threads: 0, candidates: [] }, convolutional);
    expect(launched).toEqual([1]);
  });
});
