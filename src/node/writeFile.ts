import { open, rename, rm } from 'node:fs/promises';
import { explainFileError } from './fileError';

/**
 * Writes a file so that a reader sees the old content or the new one, never a part: beside it, then renamed. With `sync`
 * the bytes are on the disk before the rename. Throws a `UserError` where the folder cannot be written or is full.
 */
export async function writeFileWhole(path: string, content: Uint8Array | string, options: { sync: boolean }): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(beside, 'w');
    try {
      await file.writeFile(content);
      if (options.sync) await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw explainFileError(error, 'write', path);
  }
}
