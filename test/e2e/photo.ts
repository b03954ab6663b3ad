import { chunk, header, imageData, png } from '../node/pngBytes';

const [width, height] = [120, 160];

/** A PNG of a 1 in dark ink on paper that is lit from one side: grey 170 to 230, a bar of grey 50. Animated, it has two such frames. */
export function photoOfAOne({ isAnimated = false } = {}): Uint8Array {
  const rows = Array.from({ length: height }, (_, y) => [0, ...Array.from({ length: width }, (_, x) => (isInk(x, y) ? 50 : 170 + Math.round(x / 2)))]).flat();
  const pixels = imageData(rows);
  if (!isAnimated) return png(header(width, height, 8, 0), pixels);
  const second = pixels.subarray(8, -4);
  return png(header(width, height, 8, 0), chunk('acTL', [...four(2), ...four(0)]), frameControl(0), pixels, frameControl(1), chunk('fdAT', [...four(2), ...second]));
}

/** A whole frame, shown for a tenth of a second (https://www.w3.org/TR/png-3/#fcTL-chunk). */
function frameControl(sequence: number): Buffer {
  return chunk('fcTL', [...four(sequence), ...four(width), ...four(height), ...four(0), ...four(0), 0, 1, 0, 10, 0, 0]);
}

function four(value: number): number[] {
  return [0, 0, value >> 8, value & 255];
}

function isInk(x: number, y: number): boolean {
  return x >= 54 && x < 66 && y >= 30 && y < 130;
}
