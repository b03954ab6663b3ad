import { plainSgd, type OptimizerSpec } from '../../src/core/optimizer';
import type { LabelledImages, ModelSpec } from '../../src/engine/engine';

/** Every update that there is, by a name for tests. */
export const optimizers: [name: string, optimizer: OptimizerSpec][] = [
  ['plain SGD', plainSgd],
  ['momentum', { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 }],
  ['Nesterov momentum', { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0 }],
  ['Adam', { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }],
];

/** A model of 784 -> 10, with plain SGD where no optimizer is given. */
export function modelSpec(maxRows: number, dataset?: LabelledImages, optimizer: OptimizerSpec = plainSgd): ModelSpec {
  return {
    layers: [{ kind: 'dense', outputs: 10, dropout: 0 }],
    optimizer,
    loss: { labelSmoothing: 0 },
    seed: 1,
    maxRows,
    ...(dataset && { dataset }),
  };
}
