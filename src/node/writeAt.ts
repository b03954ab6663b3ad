import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { UserError } from '../core/userError';
import { explainFileError } from './fileError';

/**
 * Writes bytes at an offset of a growing file, which the first write makes. A write that failed half-way is mended by
 * the next one at the same offset. Throws a `UserError` where the file cannot be written, or lost what was written before:
 * the gap would be filled with zeros.
 */
export async function writeAt(path: string, offset: number, content: Uint8Array): Promise<void> {
  try {
    const file = await open(path, offset === 0 ? constants.O_WRONLY | constants.O_CREAT : constants.O_WRONLY);
    try {
      const { size } = await file.stat();
      if (size < offset) throw new UserError('file-write', `Cannot write ${path}: it was cut short while the run went on. Restore it.`);
      for (let done = 0; done < content.length; ) {
        done += (await file.write(content, done, content.length - done, offset + done)).bytesWritten;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explainFileError(error, 'write', path);
  }
}
