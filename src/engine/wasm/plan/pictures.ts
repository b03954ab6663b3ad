import type { Picture } from '../../../core/layers';
import { floatBytes } from './storedSizes';

/** How pictures lie in memory: row by row, in a row pixel by pixel, in a pixel channel by channel. Sizes in bytes. */
export interface PictureLayout {
  readonly pixelBytes: number;
  readonly rowBytes: number;
  readonly imageBytes: number;
  /** From a picture's first byte to its first pixel inside the border. */
  readonly innerOffset: number;
}

/** Rows and columns of zeros around a picture. */
export interface Border {
  readonly before: number;
  readonly after: number;
}

export const noBorder: Border = { before: 0, after: 0 };

/** Pictures that follow each other, with a border each. `channels` are those that are stored. */
export function pictureLayout({ rows, columns }: Pick<Picture, 'rows' | 'columns'>, channels: number, { before, after }: Border): PictureLayout {
  const pixelBytes = channels * floatBytes;
  const rowBytes = (before + columns + after) * pixelBytes;
  return { pixelBytes, rowBytes, imageBytes: (before + rows + after) * rowBytes, innerOffset: before * rowBytes + before * pixelBytes };
}

/** Pictures in memory, from the first pixel of the first one on. */
export interface Pictures {
  readonly address: number;
  readonly rowBytes: number;
  readonly imageBytes: number;
}

/** The pixels inside the border of pictures that begin at an address. */
export function innerPictures({ rowBytes, imageBytes, innerOffset }: PictureLayout, address: number): Pictures {
  return { address: address + innerOffset, rowBytes, imageBytes };
}
