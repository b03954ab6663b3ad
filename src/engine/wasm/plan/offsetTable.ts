import type { Arena } from './arena';

/** A table of byte offsets, one a pixel, image after image: see kernels/convolution.ts. */
export interface OffsetTable {
  readonly address: number;
  readonly images: number;
  /** Rows and columns of the pixels that are in it. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly imageBytes: number;
  readonly rowOffset: (row: number) => number;
  readonly columnOffset: (column: number) => number;
}

export function placeTable(table: Omit<OffsetTable, 'address'>, arena: Arena): OffsetTable {
  return { ...table, address: arena.place(table.images * table.rows.length * table.columns.length * Uint32Array.BYTES_PER_ELEMENT) };
}

export function writeTable({ address, images, rows, columns, imageBytes, rowOffset, columnOffset }: OffsetTable, buffer: ArrayBufferLike): void {
  const offsets = new Uint32Array(buffer, address, images * rows.length * columns.length);
  let pixel = 0;
  for (let image = 0; image < images; image++) {
    for (const row of rows) {
      for (const column of columns) offsets[pixel++] = image * imageBytes + rowOffset(row) + columnOffset(column);
    }
  }
}

/** 0, 1, ..., count - 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
