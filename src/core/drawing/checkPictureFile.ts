import { UserError } from '../userError';
import { readPictureHeader, type PictureHeader } from './pictureHeader';

export const maxPictureBytes = 32 * 1024 * 1024;
/** Decoded, such a picture takes 100 MB. */
export const maxPicturePixels = 25_000_000;

const kinds = 'PNG, JPEG, GIF, WebP or BMP';

/**
 * Looks at a picture file before anything decodes it. Throws a UserError where it is none that can be opened: too large
 * (`picture-too-large`), of another kind (`picture-unknown`) or without a pixel (`picture-empty`).
 */
export function checkPictureFile(file: Uint8Array): PictureHeader {
  checkPictureBytes(file.length);
  const header = readPictureHeader(file);
  if (header === undefined) throw new UserError('picture-unknown', describeUnknown(file));
  const { width, height } = header;
  if (width === 0 || height === 0) {
    throw new UserError('picture-empty', `This picture has no pixels: its header says ${width} x ${height}. Open another one.`);
  }
  if (width * height > maxPicturePixels) {
    const sizes = `${width} x ${height} pixels; at most ${maxPicturePixels / 1e6} million in all can be opened`;
    throw new UserError('picture-too-large', `This picture has ${sizes}. Make it smaller, or cut out the digit.`);
  }
  return header;
}

/** The first check of all, for which the file need not be read. */
export function checkPictureBytes(sizeBytes: number): void {
  if (sizeBytes === 0) throw new UserError('picture-empty', 'This file is empty. Open another one.');
  if (sizeBytes <= maxPictureBytes) return;
  const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
  const sizes = `${mebibytes(sizeBytes)} MiB; at most ${mebibytes(maxPictureBytes)} MiB can be opened`;
  throw new UserError('picture-too-large', `This file has ${sizes}. Make the picture smaller, or cut out the digit.`);
}

function describeUnknown(file: Uint8Array): string {
  const beginning = String.fromCharCode(...file.subarray(0, 1_000));
  if (/<svg[\s>]/.test(beginning)) return 'This is an SVG drawing, which cannot be opened. Export it as a PNG and open that.';
  return `This is no picture that can be opened, or it is damaged. Open a ${kinds} file.`;
}
