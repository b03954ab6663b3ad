import { promisify } from 'node:util';
import { gunzip as gunzipCallback } from 'node:zlib';
import { UserError } from '../core/userError';

const gunzip = promisify(gunzipCallback);

/** Each chunk waits for a turn of the event loop, which takes long where the process computes: few chunks, few turns. */
const chunkBytes = 1 << 20;

/**
 * Unpacks gzip data of at most `maxBytes`; it stops there, so that a small file cannot fill the memory. `name` is what
 * errors call the file. Throws a `UserError` where it unpacks to more, is cut short or damaged.
 */
export async function gunzipWithin(bytes: Uint8Array, maxBytes: number, name: string): Promise<Uint8Array> {
  try {
    return await gunzip(bytes, { maxOutputLength: maxBytes, chunkSize: chunkBytes });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    const what = tooLarge ? `unpacks to more than ${maxBytes} bytes` : 'is damaged or cut short';
    throw new UserError('gzip', `${name} ${what}. Replace it with an intact copy.`, { cause: error });
  }
}
