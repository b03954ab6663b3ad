import type { Kernels } from '../kernelExports';
import type { ConvolutionPlan } from '../plan/convolutionPlan';
import type { Pictures } from '../plan/pictures';
import { innerPictures } from '../plan/pictures';
import type { ConvolutionScratch } from '../plan/scratchPlan';

/** The filters of the gradient on its way back, from the weights as they are: once a step, before `convolutionBackward`. */
export function prepareConvolution(kernels: Kernels, { layer, channels, filters, weight, phases }: ConvolutionPlan): void {
  for (const phase of phases) {
    kernels.flipFilters(weight, layer.kernel, channels, filters, layer.stride, phase.rows.firstTap, phase.columns.firstTap, phase.filters);
  }
}

/** Convolution, pooling and ReLU of the first `images` pictures of a part, into the pictures of `output`. */
export function convolutionForward(kernels: Kernels, plan: ConvolutionPlan, scratch: ConvolutionScratch, output: Pictures, images: number): void {
  const { layer, channels, filters, input, inputOffsets, outputOffsets, weight, bias } = plan;
  const { rows, columns } = layer.convolved;
  const into = layer.pool ? scratch.convolved : output.address;
  kernels.convolve(
    scratch.input,
    inputOffsets.address,
    images * rows * columns,
    input.rowBytes,
    layer.kernel,
    layer.kernel * channels,
    weight,
    bias,
    filters / 8,
    into,
    outputOffsets.address,
    !layer.pool,
  );
  if (layer.pool) kernels.poolAndRectify(into, images, rows, columns, filters, output.address, output.rowBytes, output.imageBytes, scratch.choices);
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
 * Takes the gradient of a part back through pooling, ReLU and dropout to delta, and adds what it means for weight and bias
 * to the shard's gradients, given by their addresses.
 */
export function convolutionBackward(
  kernels: Kernels,
  plan: ConvolutionPlan,
  scratch: ConvolutionScratch,
  { gradient, output, scale }: Incoming,
  images: number,
  shard: { readonly weight: number; readonly bias: number },
): void {
  const { layer, channels, filters, input, delta } = plan;
  const { rows, columns } = layer.convolved;
  const inner = innerPictures(delta, scratch.delta);
  if (layer.pool) {
    if (scale !== 1) backThroughRelu(kernels, plan, gradient, output, images, scale, gradient);
    kernels.poolBackward(gradient.address, gradient.imageBytes, scratch.choices, images, rows, columns, filters, inner.address, inner.rowBytes, inner.imageBytes);
  } else {
    backThroughRelu(kernels, plan, gradient, output, images, scale, inner);
  }
  kernels.convolutionWeightGradient(
    scratch.input,
    images,
    input.imageBytes,
    input.rowBytes,
    layer.stride * input.rowBytes,
    layer.stride * input.pixelBytes,
    inner.address,
    inner.imageBytes,
    inner.rowBytes,
    rows,
    columns,
    layer.kernel,
    layer.kernel * channels,
    filters / 8,
    shard.weight,
  );
  kernels.convolutionBiasGradient(scratch.delta, (images * delta.imageBytes) / delta.pixelBytes, filters, shard.bias);
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

/** The gradient for the layer's input, at `flow`, from its delta. */
export function convolutionInputGradient(kernels: Kernels, { channels, filters, delta, phases }: ConvolutionPlan, scratch: ConvolutionScratch, flow: number, images: number): void {
  for (const { rows, columns, filters: flipped, deltaOffsets, inputOffsets } of phases) {
    const pixels = images * rows.positions.length * columns.positions.length;
    kernels.convolve(scratch.delta, deltaOffsets.address, pixels, delta.rowBytes, rows.taps, columns.taps * filters, flipped, 0, channels / 8, flow, inputOffsets.address, false);
  }
}
