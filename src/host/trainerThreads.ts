import { availableParallelism } from 'node:os';
import type { LayerList } from '../core/layers';

/**
 * The threads that share the rows of a batch on TensorFlow, for a model of these layers: all cores, at most 8. One layer alone is
 * too short for that: a step of softmax regression is no sooner done on two threads than on one, one of 32 hidden neurons a tenth.
 */
export function threadsFor(layers: LayerList): number {
  return layers.length > 1 ? Math.min(8, availableParallelism()) : 1;
}
