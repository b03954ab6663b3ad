import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
// The package's main file for Node leaves the gradients out.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { classCount, pixelCount } from '../../src/core/layers';
import type { StateDict, Tensor } from '../../src/core/stateDict';

export interface ReferenceGradients {
  /** Mean cross-entropy of the batch. */
  readonly loss: number;
  /** The loss differentiated by each parameter, by the parameters' names. */
  readonly gradients: StateDict;
}

/**
 * Loss and gradients of softmax regression by `tf.variableGrads` on TensorFlow.js' cpu backend: plain JavaScript, float32,
 * and none of our code. Images `[n, 784]` are bytes and are divided by 255. Leaves TensorFlow.js' current backend as it was.
 */
export function referenceGradients(stateDict: StateDict, images: Uint8Array, labels: Uint8Array): ReferenceGradients {
  const backendBefore = tf.engine().backendName;
  selectBackend('cpu');
  const weight = variableOf(stateDict, 'linear.weight');
  const bias = variableOf(stateDict, 'linear.bias');
  tf.engine().startScope();
  try {
    const pixels = Float32Array.from(images, (byte) => byte / 255);
    const batch = tf.tensor2d(pixels, [labels.length, pixelCount]);
    const target = tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), classCount);
    const { value, grads } = tf.variableGrads(() => {
      const logits = tf.add(tf.matMul(batch, weight, false, true), bias);
      return tf.losses.softmaxCrossEntropy(target, logits);
    }, [weight, bias]);
    const gradients = new Map([
      ['linear.weight', copyOf(grads[weight.name])],
      ['linear.bias', copyOf(grads[bias.name])],
    ]);
    return { loss: value.arraySync(), gradients };
  } finally {
    tf.engine().endScope();
    weight.dispose();
    bias.dispose();
    if (backendBefore) selectBackend(backendBefore);
  }
}

/** `setBackend` is asynchronous for backends that start asynchronously; the cpu backend, and one in use, are set at once. */
function selectBackend(name: string): void {
  void tf.setBackend(name);
  if (tf.getBackend() !== name) throw new Error(`TensorFlow.js has no backend ${name}`);
}

function variableOf(stateDict: StateDict, name: string): tf.Variable {
  const tensor = stateDict.get(name);
  if (!tensor) throw new Error(`The state dict has no ${name}`);
  return tf.variable(tf.tensor(tensor.data.slice(), [...tensor.shape]));
}

function copyOf(gradient: tf.Tensor | undefined): Tensor {
  if (!gradient) throw new Error('A parameter has no gradient');
  return { shape: gradient.shape, data: Float32Array.from(gradient.dataSync()) };
}
