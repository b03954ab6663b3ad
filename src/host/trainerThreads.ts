import { availableParallelism } from 'node:os';
import type { LayerList } from '../core/layers';

/**
 * The threads among which TensorFlow divides an operation of these layers: all cores for convolutions. Dense layers alone are
 * too short for that: a second thread makes softmax regression slower.
 */
export function threadsFor(layers: LayerList): number {
  return layers.some(({ kind }) => kind === 'conv') ? Math.min(64, availableParallelism()) : 1;
}
