import type { Kernels } from '../kernelExports';
import type { Band } from '../plan/bands';
import type { ConvolutionPlan } from '../plan/convolutionPlan';
import { innerPictures, type Pictures } from '../plan/pictures';
import type { ConvolutionScratch } from '../plan/scratchPlan';
import { floatBytes } from '../plan/storedSizes';
import { pooledBackward } from './pooledBackward';

/** The filters of the gradient on its way back, from the weights as they are: once a step, before `convolutionBackward`. */
export function prepareConvolution(kernels: Kernels, { layer, channels, filters, weight, phases, unpacked }: ConvolutionPlan): void {
  if (unpacked !== undefined) kernels.unpackFilters(weight, layer.kernel * layer.kernel * channels, filters, unpacked);
  for (const phase of phases) {
    kernels.flipFilters(weight, layer.kernel, channels, filters, layer.stride, phase.rows.firstTap, phase.columns.firstTap, phase.filters);
  }
}

/** Convolution, pooling and ReLU of the first `images` pictures of a part, into the pictures of `output`. */
export function convolutionForward(kernels: Kernels, plan: ConvolutionPlan, scratch: ConvolutionScratch, output: Pictures, images: number): void {
  const { layer, channels, filters, input, bands, weight, bias } = plan;
  const { rows, columns } = layer.convolved;
  const into = layer.pool ? scratch.convolved : output.address;
  const filterSet = { weight, rows: layer.kernel, columns: layer.kernel, channels, bias, filters };
  convolveBands(kernels, bands, filterSet, { address: scratch.input, rowBytes: input.rowBytes }, into, images, !layer.pool);
  if (layer.pool) kernels.poolAndRectify(into, images, rows, columns, filters, output.address, output.rowBytes, output.imageBytes, scratch.choices);
}

/** Filters as they are stored: `[filters / 8][rows][columns][channels][8]` at `weight`. */
interface FilterSet {
  readonly weight: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** 0 for none. */
  readonly bias: number;
  readonly filters: number;
}

function convolveBands(
  kernels: Kernels,
  bands: readonly Band[],
  { weight, rows, columns, channels, bias, filters }: FilterSet,
  input: { readonly address: number; readonly rowBytes: number },
  output: number,
  images: number,
  rectify: boolean,
): void {
  const weightRowBytes = columns * channels * 8 * floatBytes;
  const groupBytes = rows * weightRowBytes;
  for (const { pixels, kernelRows, runFloats, weightOffset, windows, outputs } of bands) {
    kernels.convolve(
      input.address,
      windows.address,
      images * pixels,
      input.rowBytes,
      kernelRows,
      runFloats,
      weight + weightOffset,
      weightRowBytes,
      groupBytes,
      bias,
      filters / 8,
      output,
      outputs.address,
      rectify,
    );
  }
}

/** The gradient for a layer's output, as it comes from the layer after it, and where that gradient's pictures lie. */
export interface Incoming {
  readonly gradient: Pictures;
  /** What the layer put out. */
  readonly output: Pictures;
  /** By what dropout scaled the outputs that it kept; 1 where the layer has none. */
  readonly scale: number;
}

/**
 * Takes the gradient of a part back through pooling, ReLU and dropout to the layer's input, unless that is the images, and adds
 * what it means for weight and bias to the shard's gradients, given by their addresses.
 */
export function convolutionBackward(
  kernels: Kernels,
  plan: ConvolutionPlan,
  scratch: ConvolutionScratch,
  { gradient, output, scale }: Incoming,
  images: number,
  shard: { readonly weight: number; readonly bias: number },
): void {
  const { layer, index, channels, filters, input, delta, unpacked } = plan;
  const { rows, columns } = layer.convolved;
  const deltas = innerPictures(delta, scratch.delta);
  if (layer.pool) {
    if (scale !== 1) backThroughRelu(kernels, plan, gradient, output, images, scale, gradient);
    if (unpacked !== undefined) {
      pooledBackward(kernels, plan, unpacked, scratch, gradient, images, shard);
      return;
    }
    kernels.poolBackward(gradient.address, gradient.rowBytes, gradient.imageBytes, scratch.choices, images, rows, columns, filters, deltas.address, deltas.rowBytes, deltas.imageBytes);
  } else {
    backThroughRelu(kernels, plan, gradient, output, images, scale, deltas);
  }
  if (index === 0) {
    const { imageBytes, rowBytes, pixelBytes } = input;
    kernels.imageWeightGradient(scratch.input, images, imageBytes, rowBytes, layer.stride * rowBytes, layer.stride * pixelBytes, scratch.delta, rows, columns, filters / 8, layer.kernel, shard.weight);
  } else {
    const { rows: inputRows, columns: inputColumns } = layer.input;
    kernels.convolutionWeightGradient(scratch.input, images, inputRows, inputColumns, channels, scratch.delta, rows, columns, filters / 8, layer.kernel, layer.stride, shard.weight);
  }
  kernels.convolutionBiasGradient(scratch.delta, images * rows * columns, filters, shard.bias);
  inputGradient(kernels, plan, scratch, images);
}

function backThroughRelu(kernels: Kernels, { layer, filters }: ConvolutionPlan, gradient: Pictures, output: Pictures, images: number, scale: number, to: Pictures): void {
  kernels.rectifyBackward(
    gradient.address,
    gradient.rowBytes,
    gradient.imageBytes,
    output.address,
    output.rowBytes,
    output.imageBytes,
    images,
    layer.output.rows,
    layer.output.columns * filters,
    scale,
    to.address,
    to.rowBytes,
    to.imageBytes,
  );
}

/** The gradient for the layer's input, from its delta. */
function inputGradient(kernels: Kernels, { channels, filters, delta, phases }: ConvolutionPlan, scratch: ConvolutionScratch, images: number): void {
  for (const { rows, columns, filters: flipped, bands } of phases) {
    const filterSet = { weight: flipped, rows: rows.taps, columns: columns.taps, channels: filters, bias: 0, filters: channels };
    convolveBands(kernels, bands, filterSet, { address: scratch.delta, rowBytes: delta.rowBytes }, scratch.inputGradient, images, false);
  }
}
