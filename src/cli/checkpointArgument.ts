import { resolve } from 'node:path';
import { UserError } from '../core/userError';
import { checkpointFile, readRun } from '../host/runStore';
import type { Weights } from '../protocol/trainerContract';
import { defaultRunsFolder, type Context } from './context';
import { lookForRun } from './runArgument';

/**
 * What a CHECKPOINT of the command line means: a `.safetensors` file, or a run by its folder or id, of which the last
 * checkpoint is taken. Throws a `UserError` where it is none of these.
 */
export async function findCheckpoint(argument: string, context: Context): Promise<Weights> {
  if (argument.endsWith('.safetensors')) return { kind: 'checkpoint', file: resolve(context.workingFolder, argument) };
  const folder = await lookForRun(argument, context);
  if (folder !== undefined) {
    const { run } = await readRun(folder);
    if (!run.last) throw new UserError('run-empty', `The run ${run.id} has no checkpoint yet. Name another run.`);
    return { kind: 'checkpoint', file: checkpointFile(folder, run.last.name) };
  }
  throw new UserError('checkpoint-missing', `There is no checkpoint or run "${argument}". Name a .safetensors file, or a run in ${defaultRunsFolder(context)}.`);
}
