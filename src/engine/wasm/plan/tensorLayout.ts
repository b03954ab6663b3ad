import type { PlacedConvolution, PlacedDense, PlacedLayer } from '../../../core/layers';
import { outputStride, storedChannels, storedFilters, storedInputs } from './storedSizes';

/**
 * Where the numbers of a tensor of the state dict lie, in floats from its address: number i of filter or output o is at
 * `outer[o] + inner[i]`, i counting through PyTorch's other dimensions.
 */
export interface TensorLayout {
  readonly outer: Int32Array;
  readonly inner: Int32Array;
}

export function biasLayout(outputs: number): TensorLayout {
  return { outer: Int32Array.from({ length: outputs }, (_, output) => output), inner: Int32Array.of(0) };
}

/** `[filters, channels, kernel, kernel]`, stored as kernels/convolution.ts has it: `[group][row][column][channel][8 filters]`. */
export function convolutionLayout(layer: PlacedConvolution): TensorLayout {
  const { filters, kernel, input } = layer;
  const channels = storedChannels(layer);
  const taps = kernel * kernel;
  return {
    outer: Int32Array.from({ length: filters }, (_, filter) => (filter >> 3) * taps * channels * 8 + (filter & 7)),
    inner: Int32Array.from({ length: input.channels * taps }, (_, index) => ((index % taps) * channels + Math.floor(index / taps)) * 8),
  };
}

/** `[outputs, inputs]`; after a convolution, PyTorch's columns go channel by channel, the stored ones pixel by pixel. */
export function denseLayout(layer: PlacedDense, index: number, layers: readonly PlacedLayer[]): TensorLayout {
  const stride = storedInputs(index, layers);
  return {
    outer: Int32Array.from({ length: layer.outputs }, (_, output) => output * stride),
    inner: Int32Array.from({ length: layer.inputs }, columnOf(layers[index - 1])),
  };
}

/** `[outputs, inputs]`, stored as kernels/sparseProducts.ts has it: `[inputs][outputs]`. */
export function sparseLayout(layer: PlacedDense): TensorLayout {
  const stride = outputStride(layer);
  return {
    outer: Int32Array.from({ length: layer.outputs }, (_, output) => output),
    inner: Int32Array.from({ length: layer.inputs }, (_, input) => input * stride),
  };
}

function columnOf(before: PlacedLayer | undefined): (_: unknown, input: number) => number {
  if (before?.kind !== 'conv') return (_, input) => input;
  const pixels = before.output.rows * before.output.columns;
  const channels = storedFilters(before);
  return (_, input) => (input % pixels) * channels + Math.floor(input / pixels);
}

/** Copies a tensor's numbers from where they are stored. */
export function readTensor(stored: Float32Array, address: number, { outer, inner }: TensorLayout): Float32Array {
  const data = new Float32Array(outer.length * inner.length);
  let index = 0;
  for (const outerOffset of outer) {
    const start = address / Float32Array.BYTES_PER_ELEMENT + outerOffset;
    for (const innerOffset of inner) data[index++] = stored[start + innerOffset] ?? NaN;
  }
  return data;
}

/** Copies a tensor's numbers to where they are stored. */
export function writeTensor(stored: Float32Array, address: number, { outer, inner }: TensorLayout, data: Float32Array): void {
  let index = 0;
  for (const outerOffset of outer) {
    const start = address / Float32Array.BYTES_PER_ELEMENT + outerOffset;
    for (const innerOffset of inner) stored[start + innerOffset] = data[index++] ?? NaN;
  }
}
