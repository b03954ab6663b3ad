import { constants } from 'node:fs';
import { UserError } from '../core/userError';
import { statDescriptor, withDescriptor, writeAll } from './descriptor';
import { explainFileError } from './fileError';

/**
 * Writes bytes at an offset of a growing file, which the first write makes. A write that failed half-way is mended by
 * the next one at the same offset. Throws a `UserError` where the file cannot be written, or lost what was written before:
 * the gap would be filled with zeros.
 */
export async function writeAt(path: string, offset: number, content: Uint8Array): Promise<void> {
  try {
    await withDescriptor(path, offset === 0 ? constants.O_WRONLY | constants.O_CREAT : constants.O_WRONLY, async (descriptor) => {
      const { size } = await statDescriptor(descriptor);
      if (size < offset) throw new UserError('file-write', `Cannot write ${path}: it was cut short while the run went on. Restore it.`);
      await writeAll(descriptor, content, offset);
    });
  } catch (error) {
    throw explainFileError(error, 'write', path);
  }
}
