import { averageArea, divideAxis, type Plane } from './areaAverage';
import { removeBackground } from './background';
import { centreOnMass, digitSide } from './centreOnMass';
import { findInk, type Ink, minContrast } from './findInk';
import { datasetImage, type Picture, readLuminance } from './picture';
import { measureImage, type PlacedDigit } from './placedDigit';

/** The picture is reduced to this on its longer side before anything else, which bounds the work and evens out noise. */
export const workingSide = 1_024;

/** Training digits have ink this dark: the average of the ink, weighted by itself, is above 0.65 for nearly all of them. */
const leastDarkness = 0.65;

/**
 * Turns a picture of a digit into one of the dataset's images, `[28, 28]` bytes with ink 255: background removed, polarity
 * found, the box of the ink scaled so that the longer side is 20 px, moved by whole pixels so that the centre of mass comes
 * within half a pixel of the middle. The ink keeps its own width. A 28x28 grey picture on black is taken as it is.
 * Returns `undefined` where there is no ink. Throws a RangeError where the data do not fit the size.
 */
export function pictureToImage(picture: Picture): Uint8Array | undefined {
  return placePicture(picture)?.image;
}

/** The image of `pictureToImage`, and where its ink lies. */
export function placePicture(picture: Picture): PlacedDigit | undefined {
  const image = datasetImage(picture);
  if (image !== undefined) return image.some((value) => value >= minContrast) ? measureImage(image) : undefined;
  const ink = findInk(removeBackground(reduce(picture)));
  if (ink === undefined) return undefined;
  const step = Math.max(ink.width, ink.height) / digitSide;
  return centreOnMass(darken(scaleToDigit(ink, step)), { width: ink.width / step, height: ink.height / step });
}

/** The picture's luminance, 0 to 255, at most 1,024 pixels on the longer side. */
function reduce(picture: Picture): Plane {
  const { width, height } = picture;
  const row = new Float32Array(width);
  const readRow = (y: number) => {
    readLuminance(picture, y, row);
    return row;
  };
  const scale = Math.min(1, workingSide / Math.max(width, height));
  const columns = Math.max(1, Math.round(width * scale));
  const rows = Math.max(1, Math.round(height * scale));
  return averageArea(
    readRow,
    divideAxis(0, width, width / columns, columns),
    divideAxis(0, height, height / rows, rows),
  );
}

/** The ink's box, reduced by `step`, its corner at the corner: `[20, 20]`, 0 to 1. */
function scaleToDigit({ plane, left, top, width, height }: Ink, step: number): Float32Array {
  const readRow = (y: number) => plane.values.subarray(y * plane.width, (y + 1) * plane.width);
  return averageArea(readRow, divideAxis(left, width, step, digitSide), divideAxis(top, height, step, digitSide)).values;
}

/** Bytes, 255 for full ink. A hairline, which scaling has made faint, is made as dark as ink again, in its own width. */
function darken(digit: Float32Array): Uint8Array {
  const sum = digit.reduce((total, value) => total + value, 0);
  const squares = digit.reduce((total, value) => total + value * value, 0);
  const gain = Math.max(1, (leastDarkness * sum) / squares);
  return Uint8Array.from(digit, (value) => Math.round(Math.min(1, value * gain) * 255));
}
