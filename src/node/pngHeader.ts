/** What a PNG file's IHDR chunk says (https://www.w3.org/TR/png-3/#11IHDR). */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  readonly colour: PngColour;
  readonly interlaced: boolean;
}

export type PngColour = 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgba';

/** One of the reduced pictures that a PNG's data consist of: every `stepX`-th pixel from `left`, and so on. */
export interface Pass {
  readonly left: number;
  readonly top: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly columns: number;
  readonly rows: number;
  /** Without the byte before each row that names its filter. */
  readonly rowBytes: number;
}

export const headerBytes = 13;

const colourTypes = new Map<number, { readonly colour: PngColour; readonly depths: readonly number[] }>([
  [0, { colour: 'grey', depths: [1, 2, 4, 8, 16] }],
  [2, { colour: 'rgb', depths: [8, 16] }],
  [3, { colour: 'palette', depths: [1, 2, 4, 8] }],
  [4, { colour: 'grey-alpha', depths: [8, 16] }],
  [6, { colour: 'rgba', depths: [8, 16] }],
]);

const samplesPerPixel = { grey: 1, rgb: 3, palette: 1, 'grey-alpha': 2, rgba: 4 } as const;

/** Adam7's seven passes as [left, top, stepX, stepY] (https://www.w3.org/TR/png-3/#8Interlace). */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Reads IHDR's 13 bytes; `undefined` where they name a format that PNG does not have. The size may be 0. */
export function parseHeader(data: Buffer): PngHeader | undefined {
  if (data.length !== headerBytes) return undefined;
  const depth = data.readUInt8(8);
  const type = colourTypes.get(data.readUInt8(9));
  const interlace = data.readUInt8(12);
  const known = data.readUInt8(10) === 0 && data.readUInt8(11) === 0 && interlace <= 1;
  if (type === undefined || !type.depths.includes(depth) || !known) return undefined;
  return {
    width: data.readUInt32BE(0),
    height: data.readUInt32BE(4),
    depth,
    colour: type.colour,
    interlaced: interlace === 1,
  };
}

/** How many samples a pixel has: 1 for a grey level or an index into the palette. */
export function samplesOf({ colour }: PngHeader): number {
  return samplesPerPixel[colour];
}

/** The passes in the order in which they are stored, without empty ones; a single one where nothing is interlaced. */
export function passesOf(header: PngHeader): Pass[] {
  const bitsPerPixel = header.depth * samplesOf(header);
  const grids = header.interlaced ? adam7 : ([[0, 0, 1, 1]] as const);
  return grids
    .map(([left, top, stepX, stepY]) => {
      const columns = Math.ceil((header.width - left) / stepX);
      const rows = Math.ceil((header.height - top) / stepY);
      return { left, top, stepX, stepY, columns, rows, rowBytes: Math.ceil((columns * bitsPerPixel) / 8) };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** The bytes that the image data come to once inflated. */
export function inflatedBytes(header: PngHeader): number {
  return passesOf(header).reduce((sum, { rows, rowBytes }) => sum + rows * (1 + rowBytes), 0);
}
