import type { LabelledImages, ModelSpec } from '../../src/engine/engine';

/** A model of 784 -> 10 with plain SGD. */
export function modelSpec(maxRows: number, dataset?: LabelledImages): ModelSpec {
  return {
    layers: [{ kind: 'dense', inputs: 784, outputs: 10 }],
    optimizer: { kind: 'sgd' },
    loss: { kind: 'crossEntropy' },
    seed: 1,
    maxRows,
    ...(dataset && { dataset }),
  };
}
