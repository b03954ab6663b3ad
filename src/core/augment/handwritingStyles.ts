import { imageColumns, imageRows } from '../layers';
import { findInkBounds, type InkBounds } from './inkBounds';

/*
 * How digits are written elsewhere than where MNIST was collected: zeros with a slash, ones with a flag and a foot, sevens
 * with a bar, which a hurried pen does not lift for. The strokes are added to the dataset's own digits.
 */

interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Adds the strokes of a style to an image `[28, 28]`. `numbers` are eight, from -1 to 1, that say how. Other digits than 0, 1 and 7 stay. */
export function addStyle(image: Uint8Array, label: number, numbers: Float32Array): void {
  const bounds = findInkBounds(image);
  if (!bounds) return;
  const [width = 0] = numbers;
  for (const line of linesOf(image, bounds, label, numbers)) drawLine(image, line, 2.5 + 0.8 * width);
}

function linesOf(image: Uint8Array, bounds: InkBounds, label: number, numbers: Float32Array): readonly Line[] {
  switch (label) {
    case 0:
      return [slash(bounds, numbers)];
    case 1:
      return flagAndFoot(image, bounds, numbers);
    case 7:
      return barred(image, bounds, numbers);
    default:
      return [];
  }
}

/** From the lower left to the upper right, ending within the zero or beyond it. */
function slash({ left, right, top, bottom }: InkBounds, [, a = 0, b = 0, c = 0, d = 0]: Float32Array): Line {
  return { x1: left + 1 + 3 * a, y1: bottom - 2 + 3 * b, x2: right - 1 + 3 * c, y2: top + 2 + 3 * d };
}

/** A flag down to the left from the upper end, a foot across the lower end; one of the two may be missing. */
function flagAndFoot(image: Uint8Array, { top, bottom }: InkBounds, [, which = 0, length = 0, angle = 0, before = 0, after = 0]: Float32Array): Line[] {
  const [upperX, lowerX] = [middleOfRow(image, top + 1), middleOfRow(image, bottom - 1)];
  const radians = ((45 + 22 * angle) * Math.PI) / 180;
  const flagLength = 8 + 5 * length;
  const flag = { x1: upperX, y1: top + 0.5, x2: upperX - flagLength * Math.cos(radians), y2: top + 0.5 + flagLength * Math.sin(radians) };
  const foot = { x1: lowerX - 4.5 - 2 * before, y1: bottom - 0.5, x2: lowerX + 4.5 + 2 * after, y2: bottom - 0.5 };
  if (which < -0.5) return [flag];
  return which > 0.7 ? [foot] : [flag, foot];
}

/** A bar across the stem, about half way down; of some, the pen's way to it from the lower end. */
function barred(image: Uint8Array, { top, bottom }: InkBounds, [, height = 0, before = 0, after = 0, tilt = 0, lift = 0]: Float32Array): Line[] {
  const y = top + (bottom - top) * (0.52 + 0.1 * height);
  const x = middleOfRow(image, Math.round(y));
  const bar = { x1: x - 4.5 - 1.5 * before, y1: y + 1.5 * tilt, x2: x + 4.5 + 1.5 * after, y2: y - 1.5 * tilt };
  if (lift < 0.3) return [bar];
  return [bar, { x1: middleOfRow(image, bottom - 1), y1: bottom - 0.5, x2: bar.x1, y2: bar.y1 }];
}

/** The mean column of a row's ink. */
function middleOfRow(image: Uint8Array, row: number): number {
  let [mass, moment] = [0, 0];
  for (let column = 0; column < imageColumns; column++) {
    const value = image[row * imageColumns + column] ?? 0;
    mass += value;
    moment += value * column;
  }
  return mass === 0 ? (imageColumns - 1) / 2 : moment / mass;
}

/** Draws a line with round ends, anti-aliased; the darker of line and image stays. */
function drawLine(image: Uint8Array, { x1, y1, x2, y2 }: Line, width: number): void {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squaredLength = dx * dx + dy * dy;
  let pixel = 0;
  for (let y = 0; y < imageRows; y++) {
    for (let x = 0; x < imageColumns; x++, pixel++) {
      const part = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / squaredLength));
      const distance = Math.hypot(x - x1 - part * dx, y - y1 - part * dy);
      const ink = 255 * Math.min(1, Math.max(0, width / 2 + 0.5 - distance));
      if (ink > (image[pixel] ?? 0)) image[pixel] = ink;
    }
  }
}
