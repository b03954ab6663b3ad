import { availableParallelism } from 'node:os';
import type { LayerList } from '../core/layers';

/**
 * The threads that share the rows of a batch on TensorFlow, for a model of these layers: all cores, at most 8. One layer alone is
 * too short for that: on two cores, softmax regression takes more processor time for nothing, and 32 hidden neurons a tenth less.
 */
export function threadsFor(layers: LayerList): number {
  return layers.length > 1 ? Math.min(8, availableParallelism()) : 1;
}
