import { imageColumns, imageRows } from '../../core/layers';

/** Where every image is coloured before it is drawn large; making one anew each time would take longer than all the rest. */
let smallPicture: OffscreenCanvasRenderingContext2D | null | undefined;

/**
 * Draws an image `[28, 28]` in one colour over a square of `side` canvas pixels, each of its pixels a block. `shareOf` says
 * how much of the colour a pixel has: from 0, where the paper shows, to 1. What is below or above counts as these.
 */
export function drawPixels(context: CanvasRenderingContext2D, side: number, colour: string, shareOf: (index: number) => number): void {
  smallPicture ??= new OffscreenCanvas(imageColumns, imageRows).getContext('2d', { willReadFrequently: true });
  if (!smallPicture) return;
  // The colour is parsed once: parsing one for each pixel took longer than everything else that a stroke does.
  const shares = new ImageData(imageColumns, imageRows);
  for (let index = 0; index < imageRows * imageColumns; index++) shares.data[4 * index + 3] = 255 * shareOf(index);
  smallPicture.putImageData(shares, 0, 0);
  smallPicture.globalCompositeOperation = 'source-in';
  smallPicture.fillStyle = colour;
  smallPicture.fillRect(0, 0, imageColumns, imageRows);
  context.imageSmoothingEnabled = false;
  context.drawImage(smallPicture.canvas, 0, 0, side, side);
}
