import type { Dataset } from '../core/dataset';
import { initialStateDict } from '../core/initialization';
import { purpose, shuffled } from '../core/random';
import { recipes } from '../core/recipes';
import { splitRows } from '../core/split';
import type { Engine } from '../engine/engine';
import { evaluationRows } from './evaluation';

const seed = 1;

/** Milliseconds of the second training epoch of the notebook's recipe: the first one also warms the compilers up. */
export function measureEpochMs(engine: Engine, dataset: Dataset): number {
  const { layers, batchSize, validationCount, optimizer } = recipes.notebook.configuration;
  const { train } = splitRows(dataset.count, validationCount, seed);
  const model = engine.compile({ layers, optimizer, loss: { kind: 'crossEntropy' }, seed, maxRows: evaluationRows, dataset });
  try {
    model.writeStateDict(initialStateDict(layers, seed));
    let milliseconds = 0;
    for (let epoch = 0; epoch < 2; epoch++) {
      const started = performance.now();
      const order = shuffled(train, seed, purpose.shuffle, epoch);
      for (let step = 0; step * batchSize < order.length; step++) {
        const indices = order.subarray(step * batchSize, (step + 1) * batchSize);
        model.step({ indices, learningRate: optimizer.learningRate, step });
      }
      milliseconds = performance.now() - started;
    }
    return milliseconds;
  } finally {
    model.dispose();
  }
}
