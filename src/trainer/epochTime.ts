import type { Dataset } from '../core/dataset';
import { initialStateDict } from '../core/initialization';
import type { OptimizerSpec } from '../core/optimizer';
import { purpose, shuffled } from '../core/random';
import { recipes } from '../core/recipes';
import { splitRows } from '../core/split';
import type { Engine, Model } from '../engine/engine';

const seed = 1;
const { layers, batchSize, validationCount, optimizer: notebookOptimizer } = recipes.notebook.configuration;

/** The notebook's model with its initial parameters, to be timed: it can train, but not evaluate more than a batch. */
export function compileForTiming(engine: Engine, dataset: Pick<Dataset, 'images' | 'labels'>, optimizer: OptimizerSpec = notebookOptimizer): Model {
  const model = engine.compile({ layers, optimizer, loss: { labelSmoothing: 0 }, seed, maxRows: batchSize, dataset });
  model.writeStateDict(initialStateDict(layers, seed));
  return model;
}

/** Trains epoch `epoch`, from 0, of the notebook's recipe on the rows: nothing but shuffle and steps. Returns the mean loss. */
export function trainEpoch(model: Model, rows: Int32Array, epoch: number): number {
  const order = shuffled(rows, seed, purpose.shuffle, epoch);
  const steps = Math.ceil(order.length / batchSize);
  const indicesOf = (step: number) => order.subarray(step * batchSize, (step + 1) * batchSize);
  const atOnce = model.stepsAtOnce(batchSize);
  let lossSum = 0;
  for (let first = 0; first < steps; first += atOnce) {
    const taken = Array.from({ length: Math.min(atOnce, steps - first) }, (_, index) => first + index);
    const inputs = taken.map((step) => ({ indices: indicesOf(step), learningRate: notebookOptimizer.learningRate, step: epoch * steps + step }));
    for (const [index, { loss }] of model.steps(inputs).entries()) lossSum += loss * indicesOf(first + index).length;
  }
  return lossSum / order.length;
}

/** Milliseconds of the second epoch: the first one also warms the compilers up. */
export function measureEpochMs(engine: Engine, dataset: Dataset): number {
  const { train } = splitRows(dataset.count, validationCount, seed);
  const model = compileForTiming(engine, dataset);
  try {
    trainEpoch(model, train, 0);
    const started = performance.now();
    trainEpoch(model, train, 1);
    return performance.now() - started;
  } finally {
    model.dispose();
  }
}
