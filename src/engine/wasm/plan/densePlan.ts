import type { PlacedDense } from '../../../core/layers';
import type { Arena } from './arena';
import type { LayerParameters } from './parameterPlan';
import { outputStride, storedOutputs } from './storedSizes';

/** What a dense layer puts out: sizes as they are stored, in floats, and buffers, with a row for each row of a chunk. */
export interface OutputPlan extends LayerParameters {
  readonly layer: PlacedDense;
  /** Its place in the list of layers. */
  readonly index: number;
  readonly output: number;
  readonly outputs: number;
  /** From one row of output and delta to the next. */
  readonly stride: number;
  /** The loss differentiated by the sums before ReLU. Of the last layer they take the logits' place. */
  readonly delta: number;
}

/** A dense layer with its input, in the same way. */
export interface DensePlan extends OutputPlan {
  readonly input: number;
  readonly inputs: number;
}

export function planOutput(layer: PlacedDense, index: number, parameters: LayerParameters, chunkRows: number, arena: Arena): OutputPlan {
  const stride = outputStride(layer);
  const output = arena.placeFloats(chunkRows * stride);
  return {
    ...parameters,
    layer,
    index,
    output,
    outputs: storedOutputs(layer),
    stride,
    delta: layer.isLast ? output : arena.placeFloats(chunkRows * stride),
  };
}
