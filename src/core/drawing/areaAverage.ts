/** A picture of one number a pixel, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  /** `[height, width]` */
  readonly values: Float32Array;
}

/** What one output pixel takes, along one axis, of the source pixels from `first` on. */
interface Share {
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * Divides the source pixels `start` to `start + size` of one axis among `count` output pixels of `step` source pixels each.
 * The weights of an output pixel add up to 1; to less where it reaches beyond the end, where there is nothing.
 */
export function divideAxis(start: number, size: number, step: number, count: number): Share[] {
  return Array.from({ length: count }, (_, index) => {
    const from = start + index * step;
    const to = Math.min(from + step, start + size);
    const first = Math.floor(from);
    const weights: number[] = [];
    for (let source = first; source < to; source++) {
      weights.push((Math.min(source + 1, to) - Math.max(source, from)) / step);
    }
    return { first, weights };
  });
}

/**
 * Resamples by area: an output pixel is the average of the source over the rectangle that it stands for, whether that is
 * many source pixels or part of one. `readRow` is called for each row that is needed, from the top, nearly always once.
 */
export function averageArea(readRow: (y: number) => Float32Array, columns: readonly Share[], rows: readonly Share[]): Plane {
  const values = new Float32Array(columns.length * rows.length);
  const narrowed = new Float32Array(columns.length);
  let narrowedRow = -1;
  rows.forEach((share, outputRow) => {
    share.weights.forEach((rowWeight, offset) => {
      const y = share.first + offset;
      // Neighbouring output rows share a source row, and when enlarging many do.
      if (y !== narrowedRow) averageRow(readRow(y), columns, narrowed);
      narrowedRow = y;
      for (let column = 0; column < columns.length; column++) {
        const index = outputRow * columns.length + column;
        values[index] = (values[index] ?? 0) + rowWeight * (narrowed[column] ?? 0);
      }
    });
  });
  return { width: columns.length, height: rows.length, values };
}

function averageRow(row: Float32Array, columns: readonly Share[], output: Float32Array): void {
  for (let column = 0; column < columns.length; column++) {
    const share = columns[column];
    if (share === undefined) continue;
    let sum = 0;
    for (let offset = 0; offset < share.weights.length; offset++) {
      sum += (share.weights[offset] ?? 0) * (row[share.first + offset] ?? 0);
    }
    output[column] = sum;
  }
}
