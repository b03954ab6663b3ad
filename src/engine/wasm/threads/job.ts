/**
 * What a model does next, in tasks that threads share:
 * - `train`, `evaluate`, `predict`: forward of a chunk's rows, a task a shard; for `train` also back through the layers;
 * - `denseGradients`: of a chunk that was trained on, a task some columns of the weights;
 * - `update`: the optimizer, a task some of the parameters.
 */
export type JobKind = 'train' | 'evaluate' | 'predict' | 'denseGradients' | 'update';

export interface Job {
  readonly kind: JobKind;
  readonly tasks: number;
  /** Rows are in the dataset, else among those that were given. */
  readonly fromDataset: boolean;
  /** The chunk: its first row within the batch, and its rows. */
  readonly firstRow: number;
  readonly rows: number;
  readonly batchRows: number;
  readonly step: number;
  readonly learningRate: number;
}
