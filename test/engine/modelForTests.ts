import type { LayerList } from '../../src/core/layers';
import { models } from '../../src/core/models';
import { plainSgd, type OptimizerSpec } from '../../src/core/optimizer';
import type { ModelSpec } from '../../src/engine/engine';

/** Every update that there is, by a name for tests. */
export const optimizers: [name: string, optimizer: OptimizerSpec][] = [
  ['plain SGD', plainSgd],
  ['momentum', { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 }],
  ['Nesterov momentum', { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0 }],
  ['Adam', { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }],
  ['AdamW', { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 }],
];

/** A small model with one of each: a strided and a pooled convolution, dropout in both kinds of layer, widths that are multiples of nothing. */
export const smallCnn: LayerList = [
  { kind: 'conv', filters: 3, kernel: 5, stride: 2, pool: false, dropout: 0 },
  { kind: 'conv', filters: 5, kernel: 3, stride: 1, pool: true, dropout: 0.25 },
  { kind: 'dense', outputs: 11, dropout: 0.5 },
  { kind: 'dense', outputs: 10, dropout: 0 },
];

/** A model of 784 -> 10 with plain SGD, unless other layers, options or a dataset are given. */
export function modelSpec(maxRows: number, given: Partial<ModelSpec> = {}): ModelSpec {
  return { layers: models.softmax.layers, optimizer: plainSgd, loss: { labelSmoothing: 0 }, seed: 1, ...given, maxRows };
}
