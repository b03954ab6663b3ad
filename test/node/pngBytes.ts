import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A chunk: length, type, data, CRC (https://www.w3.org/TR/png-3/#5Chunk-layout). */
export function chunk(type: string, data: readonly number[] | Uint8Array): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
  const bytes = Buffer.alloc(content.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  content.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(content), content.length + 4);
  return bytes;
}

/** The header's chunk; `colour` is PNG's number for the colour type, `interlace` 1 for Adam7. */
export function header(width: number, height: number, depth: number, colour: number, interlace = 0): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colour, 0, 0, interlace], 8);
  return chunk('IHDR', data);
}

/** The image data's chunk, from the rows with their filter bytes. */
export function imageData(rows: readonly number[] | Uint8Array): Buffer {
  return chunk('IDAT', deflateSync(Buffer.from(rows)));
}

/** A whole file: signature, the given chunks, IEND. */
export function png(...chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([signature, ...chunks, chunk('IEND', [])]);
}
