import { resolve } from 'node:path';
import type { ModelId } from '../core/models';
import { finalCheckpoint } from '../core/run';
import { UserError } from '../core/userError';
import { checkpointFile, readRun, readRunSnapshot } from '../host/runStore';
import type { Weights } from '../protocol/trainerContract';
import { defaultRunsFolder, type Context } from './context';
import { lookForRun } from './runArgument';

type CheckpointWeights = Extract<Weights, { kind: 'checkpoint' }>;

/**
 * What a CHECKPOINT of the command line means: a file of weights, read as those of `model` where that is given, or a run by its
 * folder or id, of which the checkpoint is taken that stands for it. Throws a `UserError` where it is none of these.
 */
export async function findCheckpoint(argument: string, context: Context, model?: ModelId): Promise<CheckpointWeights> {
  if (/\.(safetensors|pth|pt)$/.test(argument)) return { kind: 'checkpoint', file: resolve(context.workingFolder, argument), model };
  const folder = await lookForRun(argument, context);
  if (folder !== undefined) {
    const run = await readRunSnapshot(await readRun(folder));
    const final = finalCheckpoint(run);
    if (!final) throw new UserError('run-empty', `The run ${run.run.id} has no checkpoint yet. Name another run.`);
    return { kind: 'checkpoint', file: checkpointFile(folder, final.name) };
  }
  throw new UserError('checkpoint-missing', `There is no checkpoint or run "${argument}". Name a .safetensors or .pth file, or a run in ${defaultRunsFolder(context)}.`);
}
