import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { explainFileError } from './fileError';

/** Makes a folder and those above it, where they are missing. Throws a `UserError` where it cannot. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true }).catch((error: unknown) => findCause(path, error));
  } catch (error) {
    throw explainFileError(error, 'write', path);
  }
}

/** On a read-only disk, the recursive call says that the folder does not exist; making the first missing one says why. */
async function findCause(path: string, error: unknown): Promise<never> {
  const above = dirname(path);
  const exists = await stat(above).then(
    () => true,
    () => false,
  );
  if (!exists && above !== path) return findCause(above, error);
  await mkdir(path);
  throw error;
}
