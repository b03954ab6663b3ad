import type { Dataset, DatasetFile } from '../core/dataset';
import { pixelCount } from '../core/layers';
import { UserError } from '../core/userError';
import type { LabelledImages } from '../engine/engine';

/** Throws a `UserError` that names the limits where one of the rows is not of the file. */
export function checkRows({ count }: Dataset, file: DatasetFile, rows: Iterable<number>): void {
  for (const row of rows) {
    if (row >= 0 && row < count) continue;
    throw new UserError('index', `There is no ${file} image ${row}. Choose an index from 0 to ${count - 1}.`);
  }
}

/** Copies rows, which must be of the dataset: images `[n, 784]` and their labels `[n]`. */
export function copyRows(dataset: Dataset, rows: Int32Array): LabelledImages {
  const images = new Uint8Array(rows.length * pixelCount);
  rows.forEach((row, position) => images.set(dataset.images.subarray(row * pixelCount, (row + 1) * pixelCount), position * pixelCount));
  return { images, labels: Uint8Array.from(rows, (row) => dataset.labels[row] ?? 255) };
}
