import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { RunConfiguration } from '../core/configuration';
import { mnist } from '../core/dataset';
import type { Checkpoint } from '../core/formats/checkpoint';
import type { RunEngine, RunFile } from '../core/formats/runFile';
import { initialStateDict } from '../core/initialization';
import { UserError } from '../core/userError';
import { readCheckpoint } from '../node/checkpointFile';
import { RunLock } from '../node/runLock';
import type { EngineChoice } from '../protocol/schemas';
import { createRunFolder } from './runFolder';
import type { RunStart } from './runStart';

export interface NewRun {
  readonly configuration: RunConfiguration;
  readonly runsFolder: string;
  /** A file of weights, our own or PyTorch's, with which the run begins instead of drawn ones. */
  readonly parent?: string | undefined;
}

/** Makes the folder of a new run. Throws a `UserError` where it cannot, or the parent's weights are not of this model. */
export async function createRun({ configuration, runsFolder, parent }: NewRun, choice: EngineChoice): Promise<RunStart> {
  const { layers, seed, model, recipe } = configuration;
  const weights = parent === undefined ? undefined : await readParent(parent, configuration);
  const created = new Date();
  const { id, folder } = await createRunFolder(runsFolder, created, model, recipe);
  const run: RunFile = {
    version: 1,
    id,
    created: created.toISOString(),
    status: 'training',
    dataset: { name: mnist.name, hash: mnist.hash },
    engine: engineOf(choice),
    ...(parent === undefined ? {} : { parent: { run: weights?.origin?.run, checkpoint: basename(parent).replace(/\.\w+$/, '') } }),
    configuration,
  };
  try {
    const lock = await RunLock.acquire(folder);
    return { folder, run, lock, stateDict: weights?.stateDict ?? initialStateDict(layers, seed), isNew: true };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** What a run's file says of an engine. */
export function engineOf({ id, description, probe, threads }: EngineChoice): RunEngine {
  return { id, description, probe, ...(threads === undefined ? {} : { threads }) };
}

async function readParent(file: string, { layers, model }: RunConfiguration): Promise<Checkpoint> {
  const checkpoint = await readCheckpoint(file);
  if (JSON.stringify(checkpoint.layers) === JSON.stringify(layers)) return checkpoint;
  throw new UserError('parent-model', `${file} holds the weights of another model than ${model}. Choose the recipe of its model, or other weights.`);
}
