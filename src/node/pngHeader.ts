/** What a PNG file's IHDR chunk says (https://www.w3.org/TR/png-3/#11IHDR). */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** 0 is grey, 2 RGB, 3 an index into the palette, 4 grey with opacity, 6 RGBA. */
  readonly colour: number;
  /** What the image data come to once inflated: a byte for the filter and the samples, for each row of each pass. */
  readonly inflatedBytes: number;
}

const formats = new Map<number, { readonly samples: number; readonly depths: readonly number[] }>([
  [0, { samples: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { samples: 3, depths: [8, 16] }],
  [3, { samples: 1, depths: [1, 2, 4, 8] }],
  [4, { samples: 2, depths: [8, 16] }],
  [6, { samples: 4, depths: [8, 16] }],
]);

/** The passes as [left, top, stepX, stepY]: one, or Adam7's seven (https://www.w3.org/TR/png-3/#8Interlace). */
const adam7 = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const;
const interlaces = [[[0, 0, 1, 1]], adam7] as const;

/** Reads IHDR's 13 bytes; `undefined` where they name a format that PNG does not have. The size may be 0. */
export function parseHeader(data: Buffer): PngHeader | undefined {
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = data.subarray(8);
  const passes = interlaces[interlace];
  const format = formats.get(colour);
  if (data.length !== 13 || compression !== 0 || filter !== 0) return undefined;
  if (passes === undefined || format === undefined || !format.depths.includes(depth)) return undefined;
  const width = data.readUInt32BE(0);
  const height = data.readUInt32BE(4);
  const inflatedBytes = passes.reduce((sum, [left, top, stepX, stepY]) => {
    const columns = Math.max(0, Math.ceil((width - left) / stepX));
    const rows = columns === 0 ? 0 : Math.max(0, Math.ceil((height - top) / stepY));
    return sum + rows * (1 + Math.ceil((columns * format.samples * depth) / 8));
  }, 0);
  return { width, height, depth, colour, inflatedBytes };
}
