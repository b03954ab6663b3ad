import type { Dataset } from '../core/dataset';
import { classCount, multiplicationCount, pixelCount, type LayerList } from '../core/layers';
import { EvaluationSum, type Evaluation } from '../core/metrics';
import type { Readings } from '../core/readings';
import { UserError } from '../core/userError';
import type { Model } from '../engine/engine';
import { copyRows } from './datasetRows';
import type { TimeSlice } from './timeSlice';

const maxEvaluationRows = 500;
/** A few milliseconds on one core. */
const multiplicationsPerCall = 100e6;

/** Rows that are evaluated in one call of the engine: well below a time slice where the model is small, and few enough to stay in the cache. */
export function evaluationRows(layers: LayerList): number {
  return Math.min(maxEvaluationRows, Math.max(16, Math.floor(multiplicationsPerCall / multiplicationCount(layers))));
}

/** Evaluates rows that the model has in its own dataset, `chunkRows` a call. */
export async function evaluateIndices(model: Model, indices: Int32Array, labels: Uint8Array, chunkRows: number, slice: TimeSlice): Promise<Evaluation> {
  const sum = new EvaluationSum();
  for (const [begin, end] of chunks(indices.length, chunkRows)) {
    const rows = indices.subarray(begin, end);
    const { losses, predicted } = model.evaluate({ indices: rows });
    sum.add(losses, Uint8Array.from(rows, (row) => labels[row] ?? 255), predicted);
    if (slice.isOver()) await slice.next();
  }
  return sum.finish();
}

/** A model that calls share. */
export interface ReadingModel {
  readonly layers: LayerList;
  /** Gives the model its weights; asked anew for each chunk, since another call may have used the model in between. */
  readonly use: () => Model;
}

/**
 * Reads rows of a dataset, in their order. Throws a `UserError` (code `cancelled`) once the signal has come.
 */
export async function readRows({ layers, use }: ReadingModel, dataset: Dataset, rows: Int32Array, slice: TimeSlice, signal: AbortSignal): Promise<Readings> {
  const readings = { predicted: new Uint8Array(rows.length), confidence: new Float32Array(rows.length), losses: new Float32Array(rows.length) };
  for (const [begin, end] of chunks(rows.length, evaluationRows(layers))) {
    checkNotCancelled(signal);
    const model = use();
    const chunk = copyRows(dataset, rows.subarray(begin, end));
    const { losses, predicted } = model.evaluate(chunk);
    const probabilities = model.predict(chunk.images);
    readings.predicted.set(predicted, begin);
    readings.losses.set(losses, begin);
    predicted.forEach((digit, row) => (readings.confidence[begin + row] = probabilities[row * classCount + digit] ?? 0));
    if (slice.isOver()) await slice.next();
  }
  return readings;
}

/** Evaluates rows of a dataset, which the model need not have, as a whole and row by row; the signal as in `readRows`. */
export async function evaluateRows(model: ReadingModel, dataset: Dataset, rows: Int32Array, slice: TimeSlice, signal: AbortSignal): Promise<{ evaluation: Evaluation; readings: Readings }> {
  const readings = await readRows(model, dataset, rows, slice, signal);
  const sum = new EvaluationSum();
  sum.add(readings.losses, Uint8Array.from(rows, (row) => dataset.labels[row] ?? 255), readings.predicted);
  return { evaluation: sum.finish(), readings };
}

/** Probabilities `[n, 10]` of images `[n, 784]`; the signal as in `readRows`. */
export async function predictImages({ layers, use }: ReadingModel, images: Uint8Array, slice: TimeSlice, signal: AbortSignal): Promise<Float32Array> {
  const count = images.length / pixelCount;
  const probabilities = new Float32Array(count * classCount);
  for (const [begin, end] of chunks(count, evaluationRows(layers))) {
    checkNotCancelled(signal);
    probabilities.set(use().predict(images.subarray(begin * pixelCount, end * pixelCount)), begin * classCount);
    if (slice.isOver()) await slice.next();
  }
  return probabilities;
}

function* chunks(count: number, rows: number): Iterable<readonly [begin: number, end: number]> {
  for (let begin = 0; begin < count; begin += rows) yield [begin, Math.min(begin + rows, count)];
}

function checkNotCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new UserError('cancelled', 'Reading was cancelled before its end. Ask again for the whole of it.');
}
