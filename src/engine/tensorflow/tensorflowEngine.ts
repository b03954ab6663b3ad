import type { Engine } from '../engine';
import { parseTensorflowPackage } from './binding';
import { TensorflowModel } from './tensorflowModel';

export interface TensorflowEngineOptions {
  /** The loaded `@tensorflow/tfjs-node` or `@tensorflow/tfjs-node-gpu`. */
  readonly tfjsNode: unknown;
  /** `TF_NUM_INTEROP_THREADS` of this process: the threads among which the rows of a batch are shared. */
  readonly threads: number;
}

/**
 * The engine that runs a model as one TensorFlow graph. Throws an `Error` where the module is not the package.
 * The description is, for example, `tensorflow 4.22.0 (TensorFlow 2.15.1), 1 thread`.
 */
export function createTensorflowEngine({ tfjsNode, threads }: TensorflowEngineOptions): Engine {
  const { binding, packageVersion, libraryVersion } = parseTensorflowPackage(tfjsNode);
  return {
    id: 'tensorflow',
    description: `tensorflow ${packageVersion} (TensorFlow ${libraryVersion}), ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    compile: (spec) => new TensorflowModel(binding, spec, threads),
  };
}
