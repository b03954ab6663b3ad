import { createGunzip } from 'node:zlib';
import { UserError } from '../core/userError';

/** Each chunk waits for a turn of the event loop, which takes long where the process computes: few chunks, few turns. */
const chunkBytes = 1 << 20;

/**
 * Unpacks gzip data of at most `maxBytes`, for which there is room from the start; it stops there, so that a small file
 * cannot fill the memory. `hear` is given each piece while the next one is unpacked on another thread. `name` is what errors
 * call the file. Throws a `UserError` where it unpacks to more, is cut short or damaged.
 */
export async function gunzipWithin(bytes: Uint8Array, maxBytes: number, name: string, hear: (piece: Uint8Array) => void = () => undefined): Promise<Uint8Array> {
  const unpacked = new Uint8Array(maxBytes);
  let length = 0;
  try {
    const stream = createGunzip({ chunkSize: chunkBytes });
    stream.end(bytes);
    for await (const piece of stream as AsyncIterable<Uint8Array>) {
      if (length + piece.length > maxBytes) throw tooLarge(name, maxBytes);
      unpacked.set(piece, length);
      length += piece.length;
      hear(piece);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('gzip', `${name} is damaged or cut short. Replace it with an intact copy.`, { cause: error });
  }
  return unpacked.subarray(0, length);
}

function tooLarge(name: string, maxBytes: number): UserError {
  return new UserError('gzip', `${name} unpacks to more than ${maxBytes} bytes. Replace it with an intact copy.`);
}
