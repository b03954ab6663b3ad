import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pictureToImage } from '../../src/core/drawing/pictureToImage';
import { UserError } from '../../src/core/userError';
import { readPngFile } from '../../src/node/pngFile';
import { testImage } from '../core/drawing/datasetImages';
import { chunk, header, imageData, png } from './pngBytes';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'png-file-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(bytes: Uint8Array | string) {
  const path = join(folder, 'digit.png');
  await writeFile(path, bytes);
  return readPngFile(path);
}

async function errorOf(promise: Promise<unknown>): Promise<UserError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error('There should have been a UserError.', { cause: error });
  return error;
}

const pixels = async (bytes: Uint8Array) => Array.from((await read(bytes)).data);

describe('what a PNG can hold', () => {
  test('test image 0, written by fast-png, is read as the same bytes', async () => {
    const image = testImage(0);
    const picture = await read(encode({ width: 28, height: 28, data: image, channels: 1, depth: 8 }));
    expect(picture).toEqual({ width: 28, height: 28, data: image });
    expect(pictureToImage(picture)).toEqual(image);
  });

  test('RGB, written by fast-png, becomes RGBA', async () => {
    const data = Uint8Array.of(1, 2, 3, 250, 251, 252);
    expect(await pixels(encode({ width: 2, height: 1, data, channels: 3, depth: 8 }))).toEqual([1, 2, 3, 255, 250, 251, 252, 255]);
  });

  test('RGBA of 16 bits, written by fast-png, is rounded to 8: v / 257', async () => {
    const data = Uint16Array.of(0, 65_535, 257 * 9 + 128, 257 * 9 + 129);
    expect(await pixels(encode({ width: 1, height: 1, data, channels: 4, depth: 16 }))).toEqual([0, 255, 9, 10]);
  });

  test('interlaced, written by fast-png, is the same picture', async () => {
    const data = Uint8Array.from({ length: 13 * 9 * 3 }, (_, index) => (index * 37) % 256);
    const image = { width: 13, height: 9, data, channels: 3, depth: 8 } as const;
    expect(await pixels(encode(image, { interlace: 'Adam7' }))).toEqual(await pixels(encode(image)));
  });

  test('grey of 1, 2 and 4 bits spans 0 to 255; a row ends at a whole byte', async () => {
    expect(await pixels(png(header(3, 2, 1, 0), imageData([0, 0b10100000, 0, 0b01000000])))).toEqual([255, 0, 255, 0, 255, 0]);
    expect(await pixels(png(header(4, 1, 2, 0), imageData([0, 0b00011011])))).toEqual([0, 85, 170, 255]);
    expect(await pixels(png(header(3, 1, 4, 0), imageData([0, 0x0f, 0x10])))).toEqual([0, 255, 17]);
  });

  test('grey of 1 bit, interlaced: 3 x 3 pixels in passes 1, 4, 5, 6 and 7', async () => {
    // Pass 1 has (0,0), pass 4 (2,0), pass 5 (0,2) and (2,2), pass 6 (1,0) and (1,2), pass 7 row 1.
    const rows = [0, 0x80, 0, 0x80, 0, 0x40, 0, 0x00, 0, 0x80, 0, 0x60];
    expect(await pixels(png(header(3, 3, 1, 0, 1), imageData(rows)))).toEqual([255, 0, 255, 0, 255, 255, 0, 255, 255]);
  });

  test('the five filters are undone', async () => {
    const rows = [[0, 10, 20, 30], [1, 1, 1, 1], [2, 5, 5, 5], [3, 1, 1, 1], [4, 1, 1, 1]].flat();
    // Average: (0+6)>>1, (4+7)>>1, (6+8)>>1, each + 1. Paeth: the predictors are 4, 6, 8.
    const expected = [10, 20, 30, 1, 2, 3, 6, 7, 8, 4, 6, 8, 5, 7, 9];
    expect(await pixels(png(header(3, 5, 8, 0), imageData(rows)))).toEqual(expected);
  });

  test('a palette of 2 bits with transparency becomes RGBA', async () => {
    const palette = chunk('PLTE', [1, 2, 3, 40, 50, 60, 70, 80, 90]);
    const bytes = png(header(3, 1, 2, 3), palette, chunk('tRNS', [0, 128]), imageData([0, 0b00011000]));
    expect(await pixels(bytes)).toEqual([1, 2, 3, 0, 40, 50, 60, 128, 70, 80, 90, 255]);
  });

  test('one grey level is transparent', async () => {
    const bytes = png(header(2, 1, 8, 0), chunk('tRNS', [0, 7]), imageData([0, 7, 8]));
    expect(await pixels(bytes)).toEqual([7, 7, 7, 0, 8, 8, 8, 255]);
  });

  test('one colour is transparent', async () => {
    const bytes = png(header(2, 1, 8, 2), chunk('tRNS', [0, 1, 0, 2, 0, 3]), imageData([0, 1, 2, 3, 1, 2, 4]));
    expect(await pixels(bytes)).toEqual([1, 2, 3, 0, 1, 2, 4, 255]);
  });

  test('grey with opacity becomes RGBA', async () => {
    expect(await pixels(png(header(1, 1, 8, 4), imageData([0, 9, 100])))).toEqual([9, 9, 9, 100]);
  });

  test('image data in several chunks, and texts between, are one picture', async () => {
    const data = deflateSync(Buffer.from([0, 5, 6]));
    const bytes = png(header(2, 1, 8, 0), chunk('tEXt', [65, 0, 66]), chunk('IDAT', data.subarray(0, 3)), chunk('IDAT', data.subarray(3)));
    expect(await pixels(bytes)).toEqual([5, 6]);
  });

  test('bytes that follow the image data, or the end, are left out', async () => {
    const data = Buffer.concat([deflateSync(Buffer.from([0, 5, 6])), Buffer.alloc(3)]);
    expect(await pixels(Buffer.concat([png(header(2, 1, 8, 0), chunk('IDAT', data)), Buffer.alloc(3)]))).toEqual([5, 6]);
  });

  test('an animated picture is its first frame', async () => {
    const animation = chunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]);
    const secondFrame = chunk('fdAT', [0, 0, 0, 2, ...deflateSync(Buffer.from([0, 99]))]);
    expect(await pixels(png(header(1, 1, 8, 0), animation, imageData([0, 7]), secondFrame))).toEqual([7]);
  });

  test('a large embedded colour profile is not unpacked', async () => {
    const profile = chunk('iCCP', [65, 0, 0, ...deflateSync(Buffer.alloc(1_000_000)), 1, 2, 3]);
    expect(await pixels(png(header(1, 1, 8, 0), profile, imageData([0, 9])))).toEqual([9]);
  });
});

describe('what is refused', () => {
  test('a file that is not there', async () => {
    const path = join(folder, 'none.png');
    const { code, message } = await errorOf(readPngFile(path));
    expect(code).toBe('file-read');
    expect(message).toContain(path);
  });

  test('a folder', async () => {
    expect((await errorOf(readPngFile(folder))).message).toContain(folder);
  });

  test.each([
    ['', 'the file is empty'],
    ['A text.', 'it holds something else'],
    ['\u0089PNG', 'it holds something else'],
    ['<?xml version="1.0"?>\n<!-- 7 -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', 'it holds an SVG drawing'],
    ['<svg/>', 'it holds something else'],
    [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'it holds a JPEG picture'],
    [Buffer.from('GIF89a'), 'it holds a GIF picture'],
    [Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'it holds a WebP picture'],
  ])('another kind of file, named .png (case %#)', async (bytes, found) => {
    const { code, message } = await errorOf(read(bytes));
    expect(code).toBe('not-a-png');
    expect(message).toBe(
      `${join(folder, 'digit.png')} is not a PNG picture: ${found}. Open the picture in an image editor, export it as PNG, and try again.`,
    );
  });

  test('a file above 32 MiB', async () => {
    const { message } = await errorOf(read(Buffer.alloc(32 * 1024 * 1024 + 1)));
    expect(message).toContain(`${join(folder, 'digit.png')} has 33554433 bytes, above the limit of 33554432.`);
  });

  test.each([
    [0, 0],
    [0, 5],
    [5, 0],
  ])('a picture of %d x %d pixels', async (width, height) => {
    expect((await errorOf(read(png(header(width, height, 8, 0), imageData([]))))).code).toBe('png-empty');
  });

  test('a picture of 20,000 x 20,000 pixels', async () => {
    const { code, message } = await errorOf(read(png(header(20_000, 20_000, 8, 0), imageData([0]))));
    expect(code).toBe('picture-too-large');
    expect(message).toContain('20,000 x 20,000 pixels');
  });

  test('a picture of 1 x 100,001 pixels', async () => {
    const { code, message } = await errorOf(read(png(header(1, 100_001, 8, 0), imageData(Buffer.alloc(200_002)))));
    expect(code).toBe('picture-too-large');
    expect(message).toContain('1 x 100,001 pixels, more than the 100,000 rows that can be read');
  });

  const good = png(header(2, 2, 8, 0), imageData([0, 1, 2, 0, 3, 4]));
  const badChecksum = Buffer.from(good);
  badChecksum[30] = 0xff ^ (good[30] ?? 0);

  test.each([
    ['cut short after the signature', good.subarray(0, 8), 'it is cut short'],
    ['cut short within the data', good.subarray(0, 50), 'it is cut short'],
    ['without its end', good.subarray(0, good.length - 12), 'it is cut short'],
    ['with a bad CRC', badChecksum, 'a checksum (CRC) in it does not match'],
    ['with too few rows', png(header(2, 3, 8, 0), imageData([0, 1, 2, 0, 3, 4])), 'it is cut short'],
    ['too small for its size', png(header(5_000, 5_000, 16, 6), imageData([0])), 'it is cut short'],
    ['without image data', png(header(2, 2, 8, 0)), 'it is cut short'],
    ['with too many rows', png(header(2, 1, 8, 0), imageData([0, 1, 2, 0, 3, 4])), 'it holds more data than its size needs'],
    ['that unpacks to 64 MiB', png(header(28, 28, 8, 0), imageData(Buffer.alloc(2 ** 26))), 'it holds more data than its size needs'],
    ['interlaced that unpacks to 64 MiB', png(header(28, 28, 8, 0, 1), imageData(Buffer.alloc(2 ** 26))), 'it holds more data than its size needs'],
    ['with a second header', png(header(1, 1, 8, 0), header(9_999, 9_999, 8, 0), imageData([0, 1])), 'it holds a part of an unknown kind, IHDR'],
    ['with data that are not deflated', png(header(1, 1, 8, 0), chunk('IDAT', [1, 2, 3, 4])), 'its compressed data are broken'],
    ['with an unknown filter', png(header(1, 1, 8, 0), imageData([5, 1])), 'its pixels are not as PNG has them'],
    ['with no palette', png(header(1, 1, 8, 3), imageData([0, 0])), 'its pixels are not as PNG has them'],
    ['of 3 bits', png(header(1, 1, 3, 0), imageData([0, 0])), 'it does not begin with a header that PNG allows'],
    ['that begins with data', png(imageData([0, 0])), 'it does not begin with a header that PNG allows'],
    ['with an unknown part', png(header(1, 1, 8, 0), chunk('ABCD', [])), 'it holds a part of an unknown kind, ABCD'],
  ])('a file %s', async (_, bytes, what) => {
    const { code, message } = await errorOf(read(bytes));
    expect(code).toBe('png-damaged');
    expect(message).toBe(
      `${join(folder, 'digit.png')} is damaged: ${what}. Save the picture again as PNG, or get the file anew, and try again.`,
    );
  });

  test('300 files with some bytes changed end in a picture or a UserError', async () => {
    let state = 5;
    const below = (limit: number) => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) % limit;
    const data = Array.from({ length: 20 * 21 }, (_, index) => (index % 21 === 0 ? index % 5 : index % 256));
    for (let round = 0; round < 300; round++) {
      // Within the parts, under a checksum that fits, and anywhere.
      const rows = data.map((byte) => (below(40) === 0 ? below(256) : byte));
      const bytes = png(header(20, 1 + below(21), 2 ** below(5), below(7), below(2)), chunk('tRNS', [0, below(9)]), imageData(rows));
      if (round % 3 === 0) bytes[below(bytes.length)] = below(256);
      const outcome: unknown = await read(round % 7 === 0 ? bytes.subarray(0, below(bytes.length)) : bytes).then(
        (picture) => pictureToImage(picture)?.length ?? 784,
        (error: unknown) => (error instanceof UserError ? 784 : error),
      );
      expect(outcome).toBe(784);
    }
  });
});
