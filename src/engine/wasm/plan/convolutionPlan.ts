import type { PlacedConvolution } from '../../../core/layers';
import type { Arena } from './arena';
import { backwardPhases, forwardAxis, type AxisPhase } from './axes';
import { planBands, type Band } from './bands';
import type { LayerParameters } from './parameterPlan';
import { noBorder, pictureLayout, type PictureLayout } from './pictures';
import { storedChannels, storedFilters } from './storedSizes';

/** How a gradient goes back to the input pixels of one phase of rows and columns. */
export interface PhasePlan {
  readonly rows: AxisPhase;
  readonly columns: AxisPhase;
  /** Where `flipFilters` puts the phase's filters. */
  readonly filters: number;
  readonly bands: readonly Band[];
}

/** A convolution: how its pictures lie, and what all threads share of it. */
export interface ConvolutionPlan extends LayerParameters {
  readonly layer: PlacedConvolution;
  /** Its place in the list of layers. */
  readonly index: number;
  /** Channels and filters as they are stored. */
  readonly channels: number;
  readonly filters: number;
  readonly input: PictureLayout;
  /** What the filters put out where pooling follows; else that goes straight to where the next layer wants it. */
  readonly convolved: PictureLayout | undefined;
  readonly delta: PictureLayout;
  readonly bands: readonly Band[];
  /** None for the first layer, as no gradient goes back to the images, and for one whose gradients go by places. */
  readonly phases: readonly PhasePlan[];
  /** Where `unpackFilters` puts the filters of a pooled layer beyond the first: its gradients go by places (kernels/pooledGradients.ts). */
  readonly unpacked: number | undefined;
  /** The gradient for the layer's input. */
  readonly inputGradient: PictureLayout;
}

/**
 * The input of a convolution. Images, and what a pooled convolution looks at, have the zeros around them that filters reach,
 * for `imageWeightGradient` and kernels/pooledGradients.ts.
 */
export function inputLayout(layer: PlacedConvolution, index: number): PictureLayout {
  const padding = layer.kernel >> 1;
  return pictureLayout(layer.input, storedChannels(layer), index === 0 || layer.pool ? { before: padding, after: padding } : noBorder);
}

/** `output` is how the pictures lie that the layer puts out. Tables are for `images` pictures. */
export function planConvolution(
  layer: PlacedConvolution,
  index: number,
  parameters: LayerParameters,
  output: PictureLayout,
  images: number,
  arena: Arena,
): ConvolutionPlan {
  const { convolved: size, stride, kernel } = layer;
  const channels = storedChannels(layer);
  const filters = storedFilters(layer);
  const input = inputLayout(layer, index);
  const convolved = layer.pool ? pictureLayout(size, filters, noBorder) : undefined;
  const delta = pictureLayout(size, filters, noBorder);
  const byPlaces = layer.pool && index > 0;
  const inputGradient = byPlaces ? input : pictureLayout(layer.input, channels, noBorder);

  const forward = { rows: forwardAxis(layer.input.rows, size.rows, kernel, stride), columns: forwardAxis(layer.input.columns, size.columns, kernel, stride) };
  const bands = planBands(forward.rows, forward.columns, channels, input, convolved ?? output, images, arena);

  const planPhase = (rows: AxisPhase, columns: AxisPhase): PhasePlan => ({
    rows,
    columns,
    filters: arena.placeFloats(rows.taps * columns.taps * filters * channels),
    bands: planBands(rows, columns, filters, delta, inputGradient, images, arena),
  });
  const columnPhases = backwardPhases(layer.input.columns, size.columns, kernel, stride);
  const phases = index === 0 || byPlaces ? [] : backwardPhases(layer.input.rows, size.rows, kernel, stride).flatMap((rows) => columnPhases.map((columns) => planPhase(rows, columns)));
  const unpacked = byPlaces ? arena.placeFloats(filters * kernel * kernel * channels) : undefined;
  return { ...parameters, layer, index, channels, filters, input, convolved, delta, bands, phases, unpacked, inputGradient };
}
