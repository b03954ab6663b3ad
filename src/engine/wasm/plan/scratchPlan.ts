import { pictureSize, type PlacedLayer } from '../../../core/layers';
import type { Arena } from './arena';
import type { ConvolutionPlan } from './convolutionPlan';
import { floatBytes } from './storedSizes';

/** Where a thread has the pictures of a convolution, for the rows of one part. */
export interface ConvolutionScratch {
  readonly input: number;
  readonly convolved: number;
  readonly choices: number;
  /** The loss differentiated by the sums before ReLU; of no size where gradients go by places. */
  readonly delta: number;
  /** The places of one filter (kernels/pooledGradients.ts); of no size where gradients go by delta. */
  readonly places: number;
  /** The gradient for the input. */
  readonly inputGradient: number;
}

/** What a thread needs for itself. */
export interface ScratchPlan {
  readonly convolutions: readonly ConvolutionScratch[];
  /** The gradient on its way back, between two layers. */
  readonly flow: number;
  /** A dropout mask, a byte an output. */
  readonly mask: number;
}

// An offset and a delta.
const placeBytes = 8;

// The kernel reads masks in vectors of four, and may begin at the last byte.
const maskSlackBytes = 8;

export function planScratch(layers: readonly PlacedLayer[], convolutions: readonly ConvolutionPlan[], flattenedFloats: number, partRows: number, arena: Arena): ScratchPlan {
  const flowBytes = Math.max(flattenedFloats * floatBytes, ...convolutions.slice(1).map(({ unpacked, inputGradient }) => (unpacked === undefined ? inputGradient.imageBytes : 0)));
  const flow = convolutions.length === 0 ? 0 : arena.place(partRows * flowBytes);
  const maskBytes = Math.max(0, ...layers.map((layer) => (layer.dropout === 0 ? 0 : featuresOf(layer))));
  return {
    convolutions: convolutions.map(({ input, convolved, delta, layer, filters, unpacked, inputGradient }) => ({
      input: arena.place(partRows * input.imageBytes),
      convolved: arena.place(partRows * (convolved?.imageBytes ?? 0)),
      choices: arena.placeFloats(layer.pool ? partRows * layer.output.rows * layer.output.columns * filters : 0),
      delta: arena.place(unpacked === undefined ? partRows * delta.imageBytes : 0),
      places: arena.place(unpacked === undefined ? 0 : (partRows * layer.output.rows * layer.output.columns + 1) * placeBytes),
      inputGradient: unpacked === undefined ? flow : arena.place(partRows * inputGradient.imageBytes),
    })),
    flow,
    mask: maskBytes === 0 ? 0 : arena.place(partRows * maskBytes + maskSlackBytes),
  };
}

/** The outputs of a layer that dropout decides on, for one row. */
export function featuresOf(layer: PlacedLayer): number {
  return layer.kind === 'conv' ? pictureSize(layer.output) : layer.outputs;
}
