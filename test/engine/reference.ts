import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
// The package's main file for Node leaves the gradients out.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { fillDropoutMask } from '../../src/core/dropout';
import { classCount, pictureSize, pixelCount, placeLayers, type Picture, type PlacedConvolution, type PlacedDense, type PlacedLayer } from '../../src/core/layers';
import type { StateDict, Tensor } from '../../src/core/stateDict';
import type { LabelledImages, ModelSpec } from '../../src/engine/engine';

export interface ReferenceGradients {
  /** Mean cross-entropy of the batch with its labels, with dropout. */
  readonly loss: number;
  /** The gradient of what is minimised, label smoothing included, by each parameter, by the parameters' names. */
  readonly gradients: StateDict;
}

/** What decides loss and gradients beside parameters and rows. */
export type ReferenceModel = Pick<ModelSpec, 'layers' | 'loss' | 'seed'>;

/**
 * Loss and gradients of a step by `tf.variableGrads` on TensorFlow.js' cpu backend: plain JavaScript, float32, and of our
 * code only the masks of dropout. Images `[n, 784]` are bytes and are divided by 255. Leaves TensorFlow.js' current backend
 * as it was.
 */
export function referenceGradients({ layers, loss, seed }: ReferenceModel, stateDict: StateDict, { images, labels }: LabelledImages, step = 0): ReferenceGradients {
  const backendBefore = tf.engine().backendName;
  selectBackend('cpu');
  const variables = new Map([...stateDict].map(([name, { shape, data }]) => [name, tf.variable(tf.tensor(data.slice(), [...shape]))]));
  tf.engine().startScope();
  try {
    const target = tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), classCount);
    const logits = () => {
      const pixels: tf.Tensor = tf.tensor2d(Float32Array.from(images, (byte) => byte / 255), [labels.length, pixelCount]);
      return placeLayers(layers).reduce((input, layer, index) => {
        const output = layer.kind === 'conv' ? convolve(layer, input, variables) : multiply(layer, input, variables);
        return layer.dropout === 0 ? output : drop(layer, output, { seed, step, layer: index, rate: layer.dropout });
      }, pixels);
    };
    const { grads } = tf.variableGrads(() => tf.losses.softmaxCrossEntropy(target, logits(), undefined, loss.labelSmoothing), [...variables.values()]);
    const gradients = new Map([...variables].map(([name, { name: id }]) => [name, copyOf(grads[id])]));
    const [plainLoss = NaN] = tf.losses.softmaxCrossEntropy(target, logits()).dataSync();
    return { loss: plainLoss, gradients };
  } finally {
    tf.engine().endScope();
    for (const variable of variables.values()) variable.dispose();
    if (backendBefore) selectBackend(backendBefore);
  }
}

type Variables = ReadonlyMap<string, tf.Tensor>;

/** Convolution with zeros around the picture, as `torch.nn.Conv2d(padding=kernel // 2)`, then ReLU and pooling: `[n, rows, columns, channels]`. */
function convolve({ name, input: { rows, columns, channels }, filters, kernel, stride, pool }: PlacedConvolution, input: tf.Tensor, variables: Variables): tf.Tensor {
  const pictures = tf.reshape<tf.Rank.R4>(input, [input.shape[0], rows, columns, channels]);
  const around: [number, number] = [kernel >> 1, kernel >> 1];
  const padded = tf.pad4d(pictures, [[0, 0], around, around, [0, 0]]);
  const weight = tf.reshape<tf.Rank.R4>(variableOf(variables, `${name}.weight`), [filters, channels, kernel, kernel]);
  const convolved = tf.conv2d(padded, tf.transpose(weight, [2, 3, 1, 0]), stride, 'valid');
  const output = tf.relu(tf.add<tf.Tensor4D>(convolved, variableOf(variables, `${name}.bias`)));
  return pool ? tf.maxPool(output, 2, 2, 'valid') : output;
}

function multiply({ name, flattened, isLast }: PlacedDense, input: tf.Tensor, variables: Variables): tf.Tensor {
  const rows = flattened ? flatten(flattened, input) : input;
  const output = tf.add(tf.matMul(rows, variableOf(variables, `${name}.weight`), false, true), variableOf(variables, `${name}.bias`));
  return isLast ? output : tf.relu(output);
}

/** Channel by channel, as PyTorch lays pictures out. */
function flatten(picture: Picture, input: tf.Tensor): tf.Tensor {
  return tf.reshape(tf.transpose(input, [0, 3, 1, 2]), [-1, pictureSize(picture)]);
}

function drop(layer: PlacedLayer, output: tf.Tensor, mask: { seed: number; step: number; layer: number; rate: number }): tf.Tensor {
  const features = layer.kind === 'conv' ? pictureSize(layer.output) : layer.outputs;
  const kept = new Uint8Array(output.size);
  fillDropoutMask(kept, mask, 0, features);
  return tf.div(tf.mul(output, tf.tensor(Float32Array.from(kept), output.shape)), 1 - mask.rate);
}

/** `setBackend` is asynchronous for backends that start asynchronously; the cpu backend, and one in use, are set at once. */
function selectBackend(name: string): void {
  void tf.setBackend(name);
  if (tf.getBackend() !== name) throw new Error(`TensorFlow.js has no backend ${name}`);
}

function variableOf(variables: Variables, name: string): tf.Tensor {
  const variable = variables.get(name);
  if (!variable) throw new Error(`The state dict has no ${name}`);
  return variable;
}

function copyOf(gradient: tf.Tensor | undefined): Tensor {
  if (!gradient) throw new Error('A parameter has no gradient');
  return { shape: gradient.shape, data: Float32Array.from(gradient.dataSync()) };
}
