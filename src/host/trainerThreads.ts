import { availableParallelism } from 'node:os';
import type { LayerList } from '../core/layers';

/**
 * The threads that share the rows of a batch on TensorFlow, for a model of these layers: all cores, at most 8, for convolutions.
 * Dense layers alone are too short for that: a second thread makes softmax regression slower.
 */
export function threadsFor(layers: LayerList): number {
  return layers.some(({ kind }) => kind === 'conv') ? Math.min(8, availableParallelism()) : 1;
}
