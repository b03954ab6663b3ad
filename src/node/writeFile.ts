import { rename, rm } from 'node:fs/promises';
import { syncDescriptor, withDescriptor, writeAll } from './descriptor';
import { explainFileError } from './fileError';

/** A file as it is to be. */
export interface WholeFile {
  readonly path: string;
  readonly content: Uint8Array | string;
}

/** Writes one file as `writeFilesWhole` does. */
export function writeFileWhole(path: string, content: Uint8Array | string, options: { sync: boolean }): Promise<void> {
  return writeFilesWhole([{ path, content }], options);
}

/**
 * Writes files so that a reader sees the old content of each or the new one, never a part: all beside, at the same time,
 * then renamed one after the other, so that the first is there before the second is. With `sync` the bytes are on the
 * disk before the renames; what `alongside` writes is done before them too. Throws a `UserError` where the folder cannot be
 * written or is full; then nothing was renamed and nothing is left, unless it was a rename that failed.
 */
export async function writeFilesWhole(files: readonly WholeFile[], options: { sync: boolean }, alongside: readonly Promise<void>[] = []): Promise<void> {
  const written = await Promise.allSettled([...files.map((file) => writeBeside(file, options)), ...alongside]);
  try {
    for (const each of written) if (each.status === 'rejected') throw each.reason;
    for (const file of files) await moveIn(file);
  } catch (error) {
    await Promise.allSettled(files.map((file) => rm(besideOf(file), { force: true })));
    throw error;
  }
}

function besideOf({ path }: WholeFile): string {
  return `${path}.${process.pid}.tmp`;
}

async function writeBeside(whole: WholeFile, { sync }: { sync: boolean }): Promise<void> {
  try {
    const bytes = typeof whole.content === 'string' ? Buffer.from(whole.content) : whole.content;
    await withDescriptor(besideOf(whole), 'w', async (descriptor) => {
      await writeAll(descriptor, bytes, 0);
      if (sync) await syncDescriptor(descriptor);
    });
  } catch (error) {
    throw explainFileError(error, 'write', whole.path);
  }
}

async function moveIn(file: WholeFile): Promise<void> {
  try {
    await rename(besideOf(file), file.path);
  } catch (error) {
    throw explainFileError(error, 'write', file.path);
  }
}
