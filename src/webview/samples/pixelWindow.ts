import { imageColumns, imageRows } from '../../core/layers';

export interface Pixel {
  readonly row: number;
  readonly column: number;
}

/** A square part of an image: rows from `top` and columns from `left`, `size` of each. */
export interface PixelWindow {
  readonly top: number;
  readonly left: number;
  readonly size: number;
}

/** The sides a window can have; 28 is the whole image. */
export const windowSizes = [3, 5, 7, 9, 28] as const;
export type WindowSize = (typeof windowSizes)[number];

/** The window around a pixel. At the border the pixel is not in its middle, since the window stays within the image. */
export function windowAround({ row, column }: Pixel, size: WindowSize): PixelWindow {
  const start = (middle: number, length: number) => Math.min(length - size, Math.max(0, middle - (size - 1) / 2));
  return size === imageRows ? { top: 0, left: 0, size } : { top: start(row, imageRows), left: start(column, imageColumns), size };
}

/** Where an arrow key leads from a pixel; undefined for other keys. */
export function pixelAfterKey(key: string, { row, column }: Pixel): Pixel | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(imageRows - 1, row + 1), column };
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(imageColumns - 1, column + 1) };
    default:
      return undefined;
  }
}

/** A byte as a table shows it, in three characters: the byte itself, or what the model sees, a 255th of it. */
export function formatPixel(byte: number, asBytes: boolean): string {
  if (asBytes) return String(byte);
  if (byte === 0) return '0';
  const value = (byte / 255).toFixed(2);
  return value === '1.00' ? '1.0' : value.slice(1);
}

/** What a model sees of a byte, from 0 to 1, with as many decimals as tell all bytes apart. */
export function seenByModel(byte: number): string {
  return (byte / 255).toFixed(4);
}

/** What the value of a pixel means: in the unit that the table does not show. */
export function describePixel(byte: number, asBytes: boolean): string {
  return asBytes ? `The model sees ${seenByModel(byte)}: 0 is paper, 1 is full ink.` : `${byte} of 255 in the file. The model sees 0 for paper, 1 for full ink.`;
}
