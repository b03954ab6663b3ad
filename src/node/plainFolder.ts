import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../core/userError';
import { explainFileError } from './fileError';

/**
 * Checks that a folder and what lies in it, folders below included, are no links: what is written there would be written
 * wherever a link leads. Throws a `UserError` where one is, or the folder cannot be read.
 */
export async function checkPlainFolder(folder: string): Promise<void> {
  try {
    await checkPlain(folder);
  } catch (error) {
    throw explainFileError(error, 'read', folder);
  }
}

async function checkPlain(path: string): Promise<void> {
  const stat = await lstat(path);
  if (stat.isSymbolicLink()) throw new UserError('link', `${path} is a link to elsewhere. Put the files themselves in its place.`);
  if (!stat.isDirectory()) return;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (!entry.isFile()) await checkPlain(join(path, entry.name));
  }
}
