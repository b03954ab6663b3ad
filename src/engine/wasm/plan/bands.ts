import type { Arena } from './arena';
import { axisBands, type Axis } from './axes';
import { placeTable, type OffsetTable } from './offsetTable';
import type { PictureLayout } from './pictures';
import { floatBytes } from './storedSizes';

// Filters reach over the edges of a picture, where there are zeros. At 5 x 5 filters and pictures of 14 x 14, these are a sixth
// of all products. So pixels are computed in bands that leave them out: those of the middle, of each edge, and of each corner.

/** Pixels that one call of `convolve` computes, and what of their windows lies inside the picture. */
export interface Band {
  /** Pixels in a picture. */
  readonly pixels: number;
  readonly kernelRows: number;
  readonly runFloats: number;
  /** From a filter's first weight to the first that is inside, in bytes. */
  readonly weightOffset: number;
  /** Where the part of each pixel's window begins that is inside. */
  readonly windows: OffsetTable;
  /** Where each pixel's filters go, from the first pixel inside the border on. */
  readonly outputs: OffsetTable;
}

/** The bands of all pixels, with tables for `images` pictures: `from` is how those lie that are seen, with `channels`, `to` where pixels go. */
export function planBands(rows: Axis, columns: Axis, channels: number, from: PictureLayout, to: PictureLayout, images: number, arena: Arena): Band[] {
  return axisBands(rows).flatMap((rowBand) =>
    axisBands(columns).map((columnBand): Band => {
      const pixels = { images, rows: rowBand.positions, columns: columnBand.positions };
      return {
        pixels: rowBand.positions.length * columnBand.positions.length,
        kernelRows: rowBand.taps,
        runFloats: columnBand.taps * channels,
        weightOffset: (rowBand.firstTap * columns.taps + columnBand.firstTap) * channels * 8 * floatBytes,
        windows: placeTable(
          {
            ...pixels,
            imageBytes: from.imageBytes,
            rowOffset: (row) => from.innerOffset + (rows.start(row) + rowBand.firstTap) * from.rowBytes,
            columnOffset: (column) => (columns.start(column) + columnBand.firstTap) * from.pixelBytes,
          },
          arena,
        ),
        outputs: placeTable({ ...pixels, imageBytes: to.imageBytes, rowOffset: (row) => row * to.rowBytes, columnOffset: (column) => column * to.pixelBytes }, arena),
      };
    }),
  );
}
