import type { Picture } from '../core/drawing/picture';
import { type Pass, passesOf, type PngHeader, samplesOf } from './pngHeader';

/** The data of PLTE and tRNS, as stored; empty where the file has none. */
export interface PngColours {
  readonly palette: Uint8Array;
  readonly transparency: Uint8Array;
}

/** Writes a pixel's `channels` bytes at `offset`, from its samples as they are stored. */
type WritePixel = (output: Uint8Array, offset: number, samples: Uint16Array) => void;

/**
 * Turns a PNG's inflated data into a picture of 8 bits: grey where it is grey and opaque, else RGBA. Undoes the filters in
 * place. Returns `undefined` where the data name a filter or a palette entry that does not exist.
 */
export function decodePixels(header: PngHeader, inflated: Uint8Array, colours: PngColours): Picture | undefined {
  const { width, height } = header;
  const channels = header.colour === 'grey' && colours.transparency.length < 2 ? 1 : 4;
  const data = new Uint8Array(width * height * channels);
  const writePixel = pixelWriter(header, colours);
  const samples = new Uint16Array(samplesOf(header));
  const indexLimit = header.colour === 'palette' ? Math.floor(colours.palette.length / 3) : 2 ** 16;
  let offset = 0;
  for (const pass of passesOf(header)) {
    for (let row = 0; row < pass.rows; row++) {
      const above = row === 0 ? undefined : inflated.subarray(offset - pass.rowBytes, offset);
      const bytes = inflated.subarray(offset + 1, offset + 1 + pass.rowBytes);
      const distance = Math.max(1, (header.depth * samples.length) >> 3);
      if (!undoFilter(inflated[offset] ?? 0, bytes, above, distance)) return undefined;
      for (let column = 0; column < pass.columns; column++) {
        readSamples(bytes, column, header.depth, samples);
        if ((samples[0] ?? 0) >= indexLimit) return undefined;
        writePixel(data, pixelIndex(pass, row, column, width) * channels, samples);
      }
      offset += 1 + pass.rowBytes;
    }
  }
  return { width, height, data };
}

function pixelIndex(pass: Pass, row: number, column: number, width: number): number {
  return (pass.top + row * pass.stepY) * width + pass.left + column * pass.stepX;
}

/** Adds back what the filter took away (https://www.w3.org/TR/png-3/#9Filters); false where there is no such filter. */
function undoFilter(filter: number, bytes: Uint8Array, above: Uint8Array | undefined, distance: number): boolean {
  if (filter > 4) return false;
  if (filter === 0) return true;
  for (let index = 0; index < bytes.length; index++) {
    const left = index < distance ? 0 : (bytes[index - distance] ?? 0);
    const up = above?.[index] ?? 0;
    const upLeft = index < distance ? 0 : (above?.[index - distance] ?? 0);
    bytes[index] = (bytes[index] ?? 0) + predict(filter, left, up, upLeft);
  }
  return true;
}

function predict(filter: number, left: number, up: number, upLeft: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const toLeft = Math.abs(up - upLeft);
  const toUp = Math.abs(left - upLeft);
  const toUpLeft = Math.abs(left + up - 2 * upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

/** The samples of a pixel, 0 to 2^depth - 1; those of less than a byte start at the byte's high bits. */
function readSamples(bytes: Uint8Array, column: number, depth: number, samples: Uint16Array): void {
  for (let sample = 0; sample < samples.length; sample++) {
    const index = column * samples.length + sample;
    if (depth === 8) {
      samples[sample] = bytes[index] ?? 0;
    } else if (depth === 16) {
      samples[sample] = ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0);
    } else {
      const bit = index * depth;
      samples[sample] = ((bytes[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  }
}

function pixelWriter({ colour, depth }: PngHeader, { palette, transparency }: PngColours): WritePixel {
  const highest = 2 ** depth - 1;
  // The highest sample times a whole number is 255 for fewer than 8 bits; 16 bits are rounded.
  const toByte = (sample = 0) => (depth === 8 ? sample : Math.round((sample * 255) / highest));
  // For grey and RGB pictures tRNS holds one colour that is transparent, 16 bits a sample.
  const transparent = Array.from({ length: transparency.length >> 1 }, (_, index) => {
    return ((transparency[2 * index] ?? 0) << 8) | (transparency[2 * index + 1] ?? 0);
  });
  const opacity = (samples: Uint16Array) => {
    if (transparent.length !== samples.length) return 255;
    return transparent.every((value, index) => value === samples[index]) ? 0 : 255;
  };
  switch (colour) {
    case 'grey':
      if (transparent.length === 0) return (output, offset, [grey]) => void (output[offset] = toByte(grey));
      return (output, offset, samples) => {
        output.fill(toByte(samples[0]), offset, offset + 3);
        output[offset + 3] = opacity(samples);
      };
    case 'grey-alpha':
      return (output, offset, [grey, alpha]) => {
        output.fill(toByte(grey), offset, offset + 3);
        output[offset + 3] = toByte(alpha);
      };
    case 'palette':
      return (output, offset, [index = 0]) => {
        for (let channel = 0; channel < 3; channel++) output[offset + channel] = palette[index * 3 + channel] ?? 0;
        output[offset + 3] = transparency[index] ?? 255;
      };
    case 'rgb':
    case 'rgba':
      return (output, offset, samples) => {
        for (let channel = 0; channel < samples.length; channel++) output[offset + channel] = toByte(samples[channel]);
        if (colour === 'rgb') output[offset + 3] = opacity(samples);
      };
    default: {
      const never: never = colour;
      throw new Error(`No such colour type: ${String(never)}`);
    }
  }
}
