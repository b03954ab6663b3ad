import { pixelCount } from '../../../core/layers';
import type { Arena } from './arena';
import { planSparse, type SparsePlan } from './sparsePlan';

/** What of a dataset says how much memory it takes. */
export interface DatasetSize {
  readonly rows: number;
  /** The images' bytes that are not zero, where they are kept as sparse rows. */
  readonly nonZeros: number | undefined;
}

/** Images and labels, and what is said of each row of a batch. Images are `[rows, 784]` bytes, labels a byte each. */
export interface RowsPlan {
  /** Of no size where images are kept as sparse rows. */
  readonly datasetImages: number;
  readonly datasetLabels: number;
  /** The rows to take from the dataset, `[maxRows]` 32-bit integers. */
  readonly indices: number;
  /** Rows that come as bytes: a small dataset of their own, `[maxRows, 784]`, with the indices 0, 1, 2, ... */
  readonly givenImages: number;
  readonly givenLabels: number;
  readonly givenIndices: number;
  readonly sparse: SparsePlan | undefined;
  /** Of each row of the batch: its label, its cross-entropy, and the class of its largest logit. */
  readonly labels: number;
  readonly losses: number;
  readonly predicted: number;
}

export function planRows(maxRows: number, { rows, nonZeros }: DatasetSize, arena: Arena): RowsPlan {
  const indexBytes = maxRows * Int32Array.BYTES_PER_ELEMENT;
  return {
    losses: arena.placeFloats(maxRows),
    predicted: arena.place(maxRows),
    labels: arena.place(maxRows),
    givenImages: arena.place(maxRows * pixelCount),
    givenLabels: arena.place(maxRows),
    givenIndices: arena.place(indexBytes),
    indices: arena.place(indexBytes),
    datasetImages: arena.place(nonZeros === undefined ? rows * pixelCount : 0),
    datasetLabels: arena.place(rows),
    sparse: nonZeros === undefined ? undefined : planSparse(maxRows, rows, nonZeros, arena),
  };
}
