import { gather } from '../../core/gather';
import { pixelCount } from '../../core/layers';
import type { LabelledImages, Rows } from '../engine';
import { checkIndices, checkRowCount, imageCount, labelledCount } from '../rowChecks';
import type { ArrayValue } from './graphSession';

/** Rows of a call, checked, as the graph takes them. */
export interface Batch {
  /** Which row of the call is the first one here. */
  readonly firstRow: number;
  readonly given: 'byIndices' | 'asBytes';
  readonly rows: ArrayValue;
  readonly labels: Int32Array;
}

/** Equally many rows of the dataset for each of several steps. */
export interface BatchChain {
  /** How many each step has, from 1 on. */
  readonly rows: number;
  /** int32 `[steps, rows]`. */
  readonly indices: ArrayValue;
  readonly labels: ArrayValue & { readonly data: Int32Array };
}

/** Makes batches for a model of at most `maxRows` rows a call. */
export class BatchMaker {
  /** How many images the dataset has. */
  readonly datasetSize: number;
  private readonly datasetLabels: Int32Array;
  private readonly maxRows: number;

  /** Throws an `Error` where `maxRows` is not a whole number from 1 on or the dataset's images and labels do not fit. */
  constructor(maxRows: number, dataset: LabelledImages | undefined) {
    if (!Number.isInteger(maxRows) || maxRows < 1) throw new Error(`maxRows is ${maxRows}, not a whole number from 1 on`);
    this.maxRows = maxRows;
    this.datasetSize = dataset === undefined ? 0 : labelledCount(dataset);
    this.datasetLabels = Int32Array.from(dataset?.labels ?? []);
  }

  /** Throws an `Error` where rows are too many, none, or not there. */
  batch(rows: Rows): Batch {
    if ('indices' in rows) return this.batchOfIndices(rows.indices);
    const count = labelledCount(rows);
    checkRowCount(count, this.maxRows);
    return { firstRow: 0, given: 'asBytes', rows: imagesValue(rows.images), labels: Int32Array.from(rows.labels) };
  }

  /** Rows of several steps, at least one; `undefined` where not all are given by index or not equally many. Throws an `Error` as `batch` does. */
  chain(steps: readonly Rows[]): BatchChain | undefined {
    const given = steps.flatMap((rows) => ('indices' in rows ? [rows.indices] : []));
    const rows = given[0]?.length ?? 0;
    if (given.length < steps.length || given.some(({ length }) => length !== rows)) return undefined;
    checkRowCount(rows, this.maxRows);
    const indices = new Int32Array(steps.length * rows);
    for (const [step, ofStep] of given.entries()) indices.set(ofStep, step * rows);
    checkIndices(indices, this.datasetLabels.length);
    const shape = [steps.length, rows];
    return { rows, indices: { shape, data: indices }, labels: { shape, data: gather(this.datasetLabels, indices, new Int32Array(indices.length)) } };
  }

  /** Images of which nobody knows the labels, which are 0 then. */
  unlabelled(images: Uint8Array): Batch {
    const count = imageCount(images);
    checkRowCount(count, this.maxRows);
    return { firstRow: 0, given: 'asBytes', rows: imagesValue(images), labels: new Int32Array(count) };
  }

  private batchOfIndices(indices: Int32Array): Batch {
    checkRowCount(indices.length, this.maxRows);
    checkIndices(indices, this.datasetLabels.length);
    return { firstRow: 0, given: 'byIndices', rows: { shape: [indices.length], data: indices }, labels: gather(this.datasetLabels, indices, new Int32Array(indices.length)) };
  }
}

/** Whole images as a value of the graph, uint8 `[n, 784]`. */
export function imagesValue(images: Uint8Array): ArrayValue {
  return { shape: [images.length / pixelCount, pixelCount], data: images };
}

/** Rows `start` to `end` of a whole batch. */
export function partOf(batch: Batch, start: number, end: number): Batch {
  const { given, rows, labels } = batch;
  if (start === 0 && end === labels.length) return batch;
  const [, ...rest] = rows.shape;
  const size = given === 'byIndices' ? 1 : pixelCount;
  return { firstRow: start, given, rows: { shape: [end - start, ...rest], data: rows.data.subarray(start * size, end * size) }, labels: labels.subarray(start, end) };
}
