import type { Picture } from '../core/drawing/picture';
import { UserError } from '../core/userError';
import { decodePng, pngSignature } from './pngDecoder';
import { readFileWithin } from './readFile';

export const maxPngFileBytes = 32 * 1024 * 1024;

/** How the kinds of file begin that are taken for PNG most often. */
const otherKinds: readonly { readonly kind: string; readonly start: RegExp }[] = [
  { kind: 'a JPEG picture', start: /^\xff\xd8\xff/ },
  { kind: 'a GIF picture', start: /^GIF8/ },
  { kind: 'a WebP picture', start: /^RIFF[^]{4}WEBP/ },
  { kind: 'a BMP picture', start: /^BM[^]{12}/ },
  { kind: 'a TIFF picture', start: /^(II\*\0|MM\0\*)/ },
  { kind: 'a HEIC or AVIF picture', start: /^[^]{4}ftyp(hei|hev|mif|msf|avi)/ },
  { kind: 'an SVG drawing', start: /^(\xef\xbb\xbf)?\s*(<\?xml[^]*|<!--[^]*|<!DOCTYPE[^]*)?<svg[\s>]/i },
  { kind: 'a PDF document', start: /^%PDF/ },
];

/**
 * Reads a PNG file of at most 32 MiB and 25 million pixels as 8 bits: grey where it is grey and opaque, else RGBA. Throws
 * UserErrors that name the file: `file-read`, `file-too-large`, `not-a-png`, `png-damaged`, `png-empty`, `picture-too-large`.
 */
export async function readPngFile(path: string): Promise<Picture> {
  const bytes = await readFileWithin(path, maxPngFileBytes);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!view.subarray(0, pngSignature.length).equals(pngSignature)) throw notAPng(path, view);
  return decodePng(view, path);
}

function notAPng(path: string, bytes: Buffer): UserError {
  const start = bytes.toString('latin1', 0, 1_024);
  // An empty file, a text and anything unknown get the same advice.
  const what = otherKinds.find((other) => other.start.test(start))?.kind ?? 'something else';
  const found = bytes.length === 0 ? 'the file is empty' : `it holds ${what}`;
  const sentence = `${path} is not a PNG picture: ${found}. Open the picture in an image editor, export it as PNG, and try again.`;
  return new UserError('not-a-png', sentence);
}
