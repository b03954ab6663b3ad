import { imageColumns, imageRows } from '../../core/layers';
import type { ThemeColours } from '../theme/themeColours';

/** The colours of the bytes 0 (paper) to 255 (ink), each as a pixel of `ImageData` seen as 32 bits. */
export type InkRamp = Uint32Array;

/** Mixes ink and paper, `#rrggbb` both, for each of the 256 bytes. */
export function inkRamp({ ink, paper }: Pick<ThemeColours, 'ink' | 'paper'>): InkRamp {
  const [from, to] = [channels(paper), channels(ink)];
  const bytes = new Uint8ClampedArray(256 * 4);
  for (let value = 0; value < 256; value++) {
    const mix = (channel: 0 | 1 | 2) => from[channel] + ((to[channel] - from[channel]) * value) / 255;
    bytes.set([mix(0), mix(1), mix(2), 255], value * 4);
  }
  return new Uint32Array(bytes.buffer);
}

/** Writes an image `[784]` into pixels `[height, width]`, its top left corner at column `x` and row `y`. */
export function writeDigit(pixels: Uint32Array, width: number, x: number, y: number, image: Uint8Array, ramp: InkRamp): void {
  for (let row = 0; row < imageRows; row++) {
    const from = row * imageColumns;
    const to = (y + row) * width + x;
    for (let column = 0; column < imageColumns; column++) pixels[to + column] = ramp[image[from + column] ?? 0] ?? 0;
  }
}

/** Draws an image `[784]` at 28 x 28 pixels, whole canvas. The page scales it, with `image-rendering: pixelated`. */
export function drawDigit(canvas: HTMLCanvasElement, image: Uint8Array, colours: Pick<ThemeColours, 'ink' | 'paper'>): void {
  if (canvas.width !== imageColumns) canvas.width = imageColumns;
  if (canvas.height !== imageRows) canvas.height = imageRows;
  const picture = new ImageData(imageColumns, imageRows);
  writeDigit(new Uint32Array(picture.data.buffer), imageColumns, 0, 0, image, inkRamp(colours));
  canvas.getContext('2d')?.putImageData(picture, 0, 0);
}

function channels(colour: string): [number, number, number] {
  const digits = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
  if (!digits) throw new Error(`${colour} is no colour of the form #rrggbb`);
  return [parseInt(digits[1] ?? '', 16), parseInt(digits[2] ?? '', 16), parseInt(digits[3] ?? '', 16)];
}
