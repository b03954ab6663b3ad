import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../core/userError';
import { defaultRunsFolder, type Context } from './context';

/** The folder that a RUN of the command line means, which is named by itself or by the run's id. Throws a `UserError` where there is none. */
export async function findRunFolder(argument: string, context: Context): Promise<string> {
  const found = await lookForRun(argument, context);
  if (found !== undefined) return found;
  throw new UserError('run-missing', `There is no run "${argument}". Name its folder, or the id of a run in ${defaultRunsFolder(context)}.`);
}

/** As `findRunFolder`, but `undefined` where there is none. */
export async function lookForRun(argument: string, context: Context): Promise<string | undefined> {
  for (const folder of [resolve(context.workingFolder, argument), join(defaultRunsFolder(context), argument)]) {
    if (await isFolder(folder)) return folder;
  }
  return undefined;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
