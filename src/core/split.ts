import { purpose, shuffled } from './random';

/** Which rows of the train file a run learns from and which it is judged by. Both lists ascend. */
export interface Split {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/** Keeps `validationCount` random rows of `count` aside, as `torch.utils.data.random_split` does; the seed decides which. */
export function splitRows(count: number, validationCount: number, seed: number): Split {
  const order = shuffled(Int32Array.from({ length: count }, (_, row) => row), seed, purpose.split, 0);
  const trainCount = count - validationCount;
  return { train: order.slice(0, trainCount).sort(), validation: order.slice(trainCount).sort() };
}
