import { imageColumns, imageRows, pixelCount } from '../layers';

/** A picture of any size: a byte a pixel (grey, 0 is black) or four (red, green, blue, opacity), row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** `[height, width]` or `[height, width, 4]`. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** 1 for a grey picture, 4 for a coloured one. Throws a RangeError where the data are neither. */
export function channelsOf({ width, height, data }: Picture): 1 | 4 {
  if (data.length === width * height) return 1;
  if (data.length === width * height * 4) return 4;
  throw new RangeError(`A picture of ${width} x ${height} pixels cannot have ${data.length} bytes.`);
}

/**
 * Writes row `y`'s luminance, 0 to 255, into `row` `[width]`: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), over white
 * where the picture is transparent.
 */
export function readLuminance(picture: Picture, y: number, row: Float32Array): void {
  const { width, data } = picture;
  if (channelsOf(picture) === 1) {
    row.set(data.subarray(y * width, (y + 1) * width));
    return;
  }
  for (let x = 0; x < width; x++) {
    const offset = (y * width + x) * 4;
    const luminance = 0.299 * (data[offset] ?? 0) + 0.587 * (data[offset + 1] ?? 0) + 0.114 * (data[offset + 2] ?? 0);
    row[x] = 255 + ((luminance - 255) * (data[offset + 3] ?? 0)) / 255;
  }
}

/** The bytes of a 28x28 picture that is grey and on black, as the dataset's images are; `undefined` for any other. */
export function datasetImage(picture: Picture): Uint8Array | undefined {
  if (picture.width !== imageColumns || picture.height !== imageRows) return undefined;
  const grey = opaqueGrey(picture);
  return grey !== undefined && isOnBlack(grey) ? grey : undefined;
}

function opaqueGrey(picture: Picture): Uint8Array | undefined {
  const { data } = picture;
  if (channelsOf(picture) === 1) return Uint8Array.from(data);
  const grey = new Uint8Array(pixelCount);
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    const [red = 0, green, blue, opacity] = data.subarray(pixel * 4, pixel * 4 + 4);
    if (green !== red || blue !== red || opacity !== 255) return undefined;
    grey[pixel] = red;
  }
  return grey;
}

/** Whether more than half of the outermost pixels are 0; of the 70,000 images' 108 each, at least 102 are. */
function isOnBlack(grey: Uint8Array): boolean {
  let outermost = 0;
  let black = 0;
  grey.forEach((value, index) => {
    const x = index % imageColumns;
    const y = Math.floor(index / imageColumns);
    if (x > 0 && x < imageColumns - 1 && y > 0 && y < imageRows - 1) return;
    outermost++;
    if (value === 0) black++;
  });
  return black * 2 > outermost;
}
