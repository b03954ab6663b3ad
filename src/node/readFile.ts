import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { UserError } from '../core/userError';
import { explainFileError } from './fileError';

/**
 * The bytes of a regular file that has at most `maxBytes`; the size is checked before anything is allocated. Throws a
 * `UserError` where the file is larger, not a file, or cannot be read.
 */
export async function readFileWithin(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    // Without O_NONBLOCK (which Windows lacks: undefined adds nothing), opening a named pipe waits until somebody writes to it.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) throw new UserError('file-read', `${path} is not a file. Choose another.`);
      if (stat.size > maxBytes) {
        throw new UserError('file-too-large', `${path} has ${stat.size} bytes, above the limit of ${maxBytes}. Choose another file.`);
      }
      const bytes = Buffer.allocUnsafe(stat.size);
      const { bytesRead } = await file.read(bytes, 0, stat.size, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explainFileError(error, 'read', path);
  }
}
