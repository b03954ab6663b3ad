import type { PlacedDense } from '../../../core/layers';
import type { Arena } from './arena';
import type { LayerParameters } from './parameterPlan';
import { outputStride, storedOutputs } from './storedSizes';

/** A dense layer: its sizes as they are stored, in floats, and its buffers, with a row for each row of a chunk. */
export interface DensePlan extends LayerParameters {
  readonly layer: PlacedDense;
  /** Its place in the list of layers. */
  readonly index: number;
  readonly input: number;
  readonly inputs: number;
  readonly output: number;
  readonly outputs: number;
  /** From one row of output and delta to the next. */
  readonly stride: number;
  /** The loss differentiated by the sums before ReLU. Of the last layer they take the logits' place. */
  readonly delta: number;
}

export function planDense(
  layer: PlacedDense,
  index: number,
  parameters: LayerParameters,
  input: { readonly address: number; readonly floats: number },
  chunkRows: number,
  arena: Arena,
): DensePlan {
  const stride = outputStride(layer);
  const output = arena.placeFloats(chunkRows * stride);
  return {
    ...parameters,
    layer,
    index,
    input: input.address,
    inputs: input.floats,
    output,
    outputs: storedOutputs(layer),
    stride,
    delta: layer.isLast ? output : arena.placeFloats(chunkRows * stride),
  };
}
