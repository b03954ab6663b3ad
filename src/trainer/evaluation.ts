import type { Dataset } from '../core/dataset';
import { classCount, pixelCount } from '../core/layers';
import { EvaluationSum, type Evaluation } from '../core/metrics';
import type { Model, Rows } from '../engine/engine';
import type { TimeSlice } from './timeSlice';

/** Rows that are evaluated in one call of the engine: well below a time slice, and few enough to stay in the cache. */
export const evaluationRows = 500;

interface Chunk {
  readonly rows: Rows;
  readonly labels: Uint8Array;
}

/** Evaluates rows that the model has in its own dataset. */
export function evaluateIndices(model: Model, indices: Int32Array, labels: Uint8Array, slice: TimeSlice): Promise<Evaluation> {
  return evaluate(
    model,
    chunks(indices.length, (begin, end) => {
      const rows = indices.subarray(begin, end);
      return { rows: { indices: rows }, labels: Uint8Array.from(rows, (row) => labels[row] ?? 255) };
    }),
    slice,
  );
}

/** Evaluates images that the model is given: all of a dataset, or the rows `indices` of it. */
export function evaluateImages(model: Model, dataset: Dataset, slice: TimeSlice, indices?: Int32Array): Promise<Evaluation> {
  const chunk = indices
    ? (begin: number, end: number) => copyRows(dataset, indices.subarray(begin, end))
    : (begin: number, end: number) => ({
        images: dataset.images.subarray(begin * pixelCount, end * pixelCount),
        labels: dataset.labels.subarray(begin, end),
      });
  return evaluate(
    model,
    chunks(indices?.length ?? dataset.count, (begin, end) => {
      const rows = chunk(begin, end);
      return { rows, labels: rows.labels };
    }),
    slice,
  );
}

/** Probabilities `[n, 10]` of images `[n, 784]`. */
export async function predictImages(model: Model, images: Uint8Array, slice: TimeSlice): Promise<Float32Array> {
  const count = images.length / pixelCount;
  const probabilities = new Float32Array(count * classCount);
  for (let begin = 0; begin < count; begin += evaluationRows) {
    const rows = images.subarray(begin * pixelCount, Math.min(begin + evaluationRows, count) * pixelCount);
    probabilities.set(model.predict(rows), begin * classCount);
    if (slice.isOver()) await slice.next();
  }
  return probabilities;
}

async function evaluate(model: Model, chunks: Iterable<Chunk>, slice: TimeSlice): Promise<Evaluation> {
  const sum = new EvaluationSum();
  for (const { rows, labels } of chunks) {
    const { losses, predicted } = model.evaluate(rows);
    sum.add(losses, labels, predicted);
    if (slice.isOver()) await slice.next();
  }
  return sum.finish();
}

function* chunks(count: number, chunk: (begin: number, end: number) => Chunk): Iterable<Chunk> {
  for (let begin = 0; begin < count; begin += evaluationRows) yield chunk(begin, Math.min(begin + evaluationRows, count));
}

function copyRows(dataset: Dataset, indices: Int32Array): { images: Uint8Array; labels: Uint8Array } {
  const images = new Uint8Array(indices.length * pixelCount);
  indices.forEach((row, position) => images.set(dataset.images.subarray(row * pixelCount, (row + 1) * pixelCount), position * pixelCount));
  return { images, labels: Uint8Array.from(indices, (row) => dataset.labels[row] ?? 255) };
}
