import { classCount, pixelCount } from '../../core/layers';
import type { LabelledImages } from '../engine';
import { findOutside } from './rowLoops';

// TensorFlow would report a wrong index or label only in the middle of a run, and the binding loses memory there. Whatever
// fails here is a bug of the caller, an Error.

/** The number of images `[n, 784]`. Throws where the bytes are not whole images. */
export function imageCount(images: Uint8Array): number {
  if (images.length % pixelCount !== 0) {
    throw new Error(`${images.length} bytes are not a whole number of images of ${pixelCount} bytes`);
  }
  return images.length / pixelCount;
}

/** The number of labelled images. Throws where counts differ or a label is not 0..9. */
export function labelledCount({ images, labels }: LabelledImages): number {
  const count = imageCount(images);
  if (labels.length !== count) throw new Error(`${count} images have ${labels.length} labels`);
  const wrong = labels.find((label) => label >= classCount);
  if (wrong !== undefined) throw new Error(`A label is ${wrong}, not 0 to ${classCount - 1}`);
  return count;
}

/** Throws where an index is not that of one of the dataset's rows. */
export function checkIndices(indices: Int32Array, datasetRows: number): void {
  const wrong = findOutside(indices, datasetRows);
  if (wrong !== undefined) throw new Error(`Index ${wrong} is outside the dataset's ${datasetRows} rows`);
}

/** Throws where there are no rows, or more than the model takes in one call. */
export function checkRowCount(rows: number, maxRows: number): void {
  if (rows < 1 || rows > maxRows) throw new Error(`${rows} rows: this model takes 1 to ${maxRows}`);
}
