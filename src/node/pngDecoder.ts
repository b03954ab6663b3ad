import { crc32, createInflate } from 'node:zlib';
import { PNG } from 'pngjs';
import type { Picture } from '../core/drawing/picture';
import { UserError } from '../core/userError';
import { parseHeader, type PngHeader } from './pngHeader';

export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
export const maxPngPixels = 25_000_000;
/** pngjs makes several objects for every row: 25 million rows of a pixel each would fill the heap. */
export const maxPngRows = 100_000;

/**
 * Decodes a PNG file's bytes with pngjs to 8 bits, grey or RGBA; an animated one's still image, which nearly always is its
 * first frame. pngjs takes any size, inflates interlaced data without a bound and stumbles over bytes that follow the data,
 * so it gets a file of the necessary chunks only, whose image data inflate to exactly what IHDR's size needs.
 * `name` is what messages call the file. Throws the UserErrors `png-damaged`, `png-empty` and `picture-too-large`.
 * Format: https://www.w3.org/TR/png-3/
 */
export async function decodePng(bytes: Buffer, name: string): Promise<Picture> {
  let chunk = readChunk(bytes, pngSignature.length, name);
  const header = readHeader(chunk, name);
  const needed: Uint8Array[] = [pngSignature, chunk.whole];
  const compressed: Buffer[] = [];
  let transparency: Buffer | undefined;
  while (chunk.type !== 'IEND') {
    chunk = readChunk(bytes, chunk.end, name);
    if (chunk.type === 'IDAT') compressed.push(chunk.data);
    if (chunk.type === 'tRNS') transparency = chunk.data;
    if (chunk.type === 'PLTE' || chunk.type === 'tRNS') needed.push(chunk.whole);
    // A capital letter marks what a reader must understand. A second IHDR would replace the one that was checked.
    if (/^(?!PLTE|IDAT|IEND)[A-Z]/.test(chunk.type)) throw damaged(name, `it holds a part of an unknown kind, ${chunk.type}`);
  }
  const imageData = await checkImageData(Buffer.concat(compressed), header.inflatedBytes, name);
  const start = Buffer.from('\0\0\0\0IDAT', 'latin1');
  start.writeUInt32BE(imageData.length);
  needed.push(start, imageData, Buffer.alloc(4), chunk.whole);
  try {
    return toPicture(header, PNG.sync.read(Buffer.concat(needed), { checkCRC: false }).data, transparency);
  } catch (error) {
    throw damaged(name, 'its pixels are not as PNG has them', error);
  }
}

/** `whole` is the chunk with length, type and CRC, which is checked. */
function readChunk(bytes: Buffer, start: number, name: string): { type: string; data: Buffer; whole: Buffer; end: number } {
  const dataStart = start + 8;
  const dataEnd = dataStart + (dataStart <= bytes.length ? bytes.readUInt32BE(start) : 0);
  const end = dataEnd + 4;
  if (end > bytes.length) throw damaged(name, 'it is cut short');
  if (crc32(bytes.subarray(start + 4, dataEnd)) !== bytes.readUInt32BE(dataEnd)) {
    throw damaged(name, 'a checksum (CRC) in it does not match');
  }
  const type = bytes.toString('latin1', start + 4, dataStart);
  return { type, data: bytes.subarray(dataStart, dataEnd), whole: bytes.subarray(start, end), end };
}

function readHeader({ type, data }: { type: string; data: Buffer }, name: string): PngHeader {
  const header = type === 'IHDR' ? parseHeader(data) : undefined;
  if (header === undefined) throw damaged(name, 'it does not begin with a header that PNG allows');
  const { width, height } = header;
  if (width === 0 || height === 0) {
    throw new UserError('png-empty', `${name} has no pixels (${width} x ${height}). Choose another picture.`);
  }
  if (width * height > maxPngPixels || height > maxPngRows) {
    const size = `${width.toLocaleString('en')} x ${height.toLocaleString('en')} pixels`;
    const limit = width * height > maxPngPixels ? '25 million' : '100,000 rows';
    const sentence = `${name} has ${size}, more than the ${limit} that can be read. Make it smaller or cut the digit out, and try again.`;
    throw new UserError('picture-too-large', sentence);
  }
  return header;
}

/** Inflates image data without keeping the result; throws unless that has `expected` bytes. Returns them without what follows. */
async function checkImageData(data: Buffer, expected: number, name: string): Promise<Buffer> {
  const inflate = createInflate({ chunkSize: 64 * 1024 }).end(data);
  const pieces: AsyncIterable<Buffer> = inflate;
  let inflatedBytes = 0;
  try {
    for await (const piece of pieces) {
      inflatedBytes += piece.length;
      if (inflatedBytes > expected) break;
    }
  } catch (error) {
    const short = error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';
    throw damaged(name, short ? 'it is cut short' : 'its compressed data are broken', error);
  }
  if (inflatedBytes > expected) throw damaged(name, 'it holds more data than its size needs');
  if (inflatedBytes < expected) throw damaged(name, 'it is cut short');
  return data.subarray(0, inflate.bytesWritten);
}

/** From pngjs's RGBA: grey where the file has that; else transparent pixels, which are black there, in the colour of tRNS. */
function toPicture({ width, height, depth, colour }: PngHeader, data: Uint8Array, transparency?: Buffer): Picture {
  if (colour === 0 && transparency === undefined) {
    return { width, height, data: new Uint8Array(width * height).map((_, pixel) => data[pixel * 4] ?? 0) };
  }
  if (transparency !== undefined && (colour === 0 || colour === 2)) {
    const samples = [0, 1, 2].map((channel) => transparency.readUInt16BE(channel * colour));
    const transparent = samples.map((sample) => Math.round((sample * 255) / (2 ** depth - 1)));
    for (let offset = 0; offset < data.length; offset += 4) {
      if (data[offset + 3] === 0) data.set(transparent, offset);
    }
  }
  return { width, height, data };
}

function damaged(name: string, what: string, cause?: unknown): UserError {
  const sentence = `${name} is damaged: ${what}. Save the picture again as PNG, or get the file anew, and try again.`;
  return new UserError('png-damaged', sentence, { cause });
}
