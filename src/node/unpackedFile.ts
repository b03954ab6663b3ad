import { basename } from 'node:path';
import { gunzipWithin } from './gunzip';
import { readFileWithin } from './readFile';

/**
 * The bytes of a file, unpacked where it is gzip (RFC 1952, section 2.3.1, tells by the first two bytes); `hear` is given
 * them piece by piece while the next ones are unpacked. Throws a `UserError` where the file cannot be read, is damaged, or
 * has more than `maxBytes` packed or unpacked.
 */
export async function readUnpacked(path: string, maxBytes: number, hear: (piece: Uint8Array) => void = () => undefined): Promise<Uint8Array> {
  const bytes = await readFileWithin(path, maxBytes);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (isGzip) return gunzipWithin(bytes, maxBytes, basename(path), hear);
  hear(bytes);
  return bytes;
}
