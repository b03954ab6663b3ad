import { classCount, pixelCount, type PlacedConvolution, type PlacedDense, type PlacedLayer } from '../../../core/layers';

// Kernels work on whole vectors and tiles, so what is stored is a little larger than what a layer has. The surplus is zeros:
// weights of zero put out zeros, whose gradients are zero, so that it stays as it is.

export const floatBytes = Float32Array.BYTES_PER_ELEMENT;

/** Floats from one row of logits to the next: ten, and two more so that a row is three whole vectors of four. */
export const logitsStride = roundUp(classCount, 4);

export function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

/**
 * Whether a model is a softmax regression: its logits come right from the images, which it then keeps as sparse rows, with the
 * weights and all that belongs to them stored pixel by pixel (kernels/sparseRows.ts).
 */
export function isSoftmaxRegression(layers: readonly unknown[]): boolean {
  return layers.length === 1;
}

/** Channels that a convolution's output is stored with: the kernels take filters in groups of eight. */
export function storedFilters({ filters }: PlacedConvolution): number {
  return roundUp(filters, 8);
}

/** Channels that a convolution's input is stored with: the images' one, or what the convolution before it puts out. */
export function storedChannels({ name, input }: PlacedConvolution): number {
  return name === 'conv1' ? 1 : roundUp(input.channels, 8);
}

/** Outputs of a dense layer that are computed: the kernels take two at once. */
export function storedOutputs({ outputs }: PlacedDense): number {
  return roundUp(outputs, 2);
}

/** Floats of a row of a dense layer's input, which are also those of a row of its weight. */
export function storedInputs(index: number, layers: readonly PlacedLayer[]): number {
  const before = layers[index - 1];
  if (!before) return pixelCount;
  if (before.kind === 'dense') return rowFloats(before.outputs);
  return rowFloats(before.output.rows * before.output.columns * storedFilters(before));
}

/** Floats from one row of a dense layer's output to the next. */
export function outputStride({ isLast, outputs }: PlacedDense): number {
  return isLast ? logitsStride : rowFloats(outputs);
}

/**
 * Floats from one row to the next: whole cache lines of sixteen, an odd number of them. Kernels go down a column of many rows;
 * at a distance of 512 floats, say, these would all fall into a few places of the cache and push each other out.
 */
function rowFloats(width: number): number {
  const lines = Math.ceil(width / 16);
  return 16 * (lines % 2 === 0 ? lines + 1 : lines);
}
