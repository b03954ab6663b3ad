import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFileError } from '../node/fileError';
import { makeFolder } from '../node/makeFolder';

/**
 * Makes a new folder for a run, named by its start in UTC, its model and its recipe, so that names sort by time:
 * `2026-11-23-143207-softmax-notebook`, then `-2`, `-3` where that exists. Throws a `UserError` where it cannot.
 */
export async function createRunFolder(runsFolder: string, created: Date, model: string, recipe: string): Promise<{ id: string; folder: string }> {
  const [date = '', time = ''] = created.toISOString().split('T');
  const base = `${date}-${time.slice(0, 8).replaceAll(':', '')}-${model}-${recipe}`;
  await makeFolder(runsFolder);
  try {
    for (let copy = 1; ; copy++) {
      const id = copy === 1 ? base : `${base}-${copy}`;
      const folder = join(runsFolder, id);
      if (!(await makeNew(folder))) continue;
      await mkdir(join(folder, 'checkpoints'));
      return { id, folder };
    }
  } catch (error) {
    throw explainFileError(error, 'write', runsFolder);
  }
}

async function makeNew(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
