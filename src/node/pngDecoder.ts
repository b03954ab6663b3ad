import { crc32, inflate } from 'node:zlib';
import { promisify } from 'node:util';
import type { Picture } from '../core/drawing/picture';
import { UserError } from '../core/userError';
import { inflatedBytes, parseHeader, type PngHeader } from './pngHeader';
import { decodePixels, type PngColours } from './pngPixels';

export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
export const maxPngPixels = 25_000_000;

interface PngParts {
  readonly header: PngHeader;
  readonly colours: PngColours;
  readonly compressed: Buffer;
}

/** Length, type and CRC, around a chunk's data. */
const chunkOverhead = 12;
const typeBytes = 4;

/** Deflate turns a byte into at most 1,032 (https://zlib.net/zlib_tech.html). */
const maxInflation = 1_032;

const inflateAsync = promisify(inflate);

/**
 * Decodes a PNG file's bytes to 8 bits, grey or RGBA; an animated one's still image, which nearly always is its first frame.
 * The size that IHDR states is checked before anything is inflated, and no more is inflated than that size needs.
 * `name` is what messages call the file. Throws the UserErrors `png-damaged`, `png-empty` and `picture-too-large`.
 * Format: https://www.w3.org/TR/png-3/
 */
export async function decodePng(bytes: Buffer, name: string): Promise<Picture> {
  const { header, colours, compressed } = readParts(bytes, name);
  const expected = inflatedBytes(header);
  // Checked before the memory for them is taken.
  if (expected > (compressed.length + 1) * maxInflation) throw damaged(name, 'it is cut short');
  const inflated = await inflateExactly(compressed, expected, name);
  const picture = decodePixels(header, inflated, colours);
  if (picture === undefined) throw damaged(name, 'its pixels are not as PNG has them');
  return picture;
}

/** Walks through the chunks, checking each one's CRC. */
function readParts(bytes: Buffer, name: string): PngParts {
  let header: PngHeader | undefined;
  let palette: Buffer = Buffer.alloc(0);
  let transparency: Buffer = Buffer.alloc(0);
  const data: Buffer[] = [];
  for (let offset = pngSignature.length; ; ) {
    const chunk = readChunk(bytes, offset, name);
    offset += chunk.data.length + chunkOverhead;
    if (header === undefined) {
      header = readHeader(chunk, name);
    } else if (chunk.type === 'PLTE') {
      palette = chunk.data;
    } else if (chunk.type === 'tRNS') {
      transparency = chunk.data;
    } else if (chunk.type === 'IDAT') {
      data.push(chunk.data);
    } else if (chunk.type === 'IEND') {
      return { header, colours: { palette, transparency }, compressed: Buffer.concat(data) };
    } else if (/^[A-Z]/.test(chunk.type)) {
      // A capital letter marks what a reader must understand.
      throw damaged(name, `it holds a part of an unknown kind, ${chunk.type}`);
    }
  }
}

function readChunk(bytes: Buffer, offset: number, name: string): { type: string; data: Buffer } {
  if (offset + chunkOverhead > bytes.length) throw damaged(name, 'it is cut short');
  const length = bytes.readUInt32BE(offset);
  const typeStart = offset + 4;
  const dataStart = typeStart + typeBytes;
  const dataEnd = dataStart + length;
  if (dataEnd + 4 > bytes.length) throw damaged(name, 'it is cut short');
  if (crc32(bytes.subarray(typeStart, dataEnd)) !== bytes.readUInt32BE(dataEnd)) {
    throw damaged(name, 'a checksum (CRC) in it does not match');
  }
  return { type: bytes.toString('latin1', typeStart, dataStart), data: bytes.subarray(dataStart, dataEnd) };
}

function readHeader({ type, data }: { type: string; data: Buffer }, name: string): PngHeader {
  const header = type === 'IHDR' ? parseHeader(data) : undefined;
  if (header === undefined) throw damaged(name, 'it does not begin with a header that PNG allows');
  const { width, height } = header;
  if (width === 0 || height === 0) {
    throw new UserError('png-empty', `${name} has no pixels (${width} x ${height}). Choose another picture.`);
  }
  if (width * height > maxPngPixels) {
    const size = `${width.toLocaleString('en')} x ${height.toLocaleString('en')} pixels`;
    throw new UserError(
      'picture-too-large',
      `${name} has ${size}, more than the 25 million that can be read. Make it smaller or cut the digit out, and try again.`,
    );
  }
  return header;
}

async function inflateExactly(compressed: Buffer, expected: number, name: string): Promise<Buffer> {
  try {
    // One buffer of the right size; the byte to spare shows data that do not end there.
    const options = { maxOutputLength: expected, chunkSize: Math.max(64, expected + 1) };
    const inflated = await inflateAsync(compressed, options);
    if (inflated.length === expected) return inflated;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw damaged(name, 'it holds more data than its size needs', error);
    if (code !== 'Z_BUF_ERROR') throw damaged(name, 'its compressed data are broken', error);
  }
  throw damaged(name, 'it is cut short');
}

function damaged(name: string, what: string, cause?: unknown): UserError {
  const sentence = `${name} is damaged: ${what}. Save the picture again as PNG, or get the file anew, and try again.`;
  return new UserError('png-damaged', sentence, { cause });
}
