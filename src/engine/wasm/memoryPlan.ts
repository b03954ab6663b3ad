import { classCount, parameterSpecs, pixelCount } from '../../core/layers';
import { slotName, slotsOf, type Slot } from '../../core/optimizer';
import { elementCount, type TensorSpec } from '../../core/stateDict';
import type { ModelSpec } from '../engine';

/** A parameter or a slot, and its address. */
export interface TensorPlace {
  readonly spec: TensorSpec;
  readonly address: number;
}

/** Where everything lies in a model's linear memory: addresses in bytes, sizes in floats, rows or bytes as named. */
export interface MemoryPlan {
  /** The dataset, `[datasetRows, 784]` bytes and a byte a label. */
  readonly datasetImages: number;
  readonly datasetLabels: number;
  /** The rows to take from the dataset, `[maxRows]` 32-bit integers. */
  readonly indices: number;
  /** Rows that come as bytes: a small dataset of their own, `[maxRows, 784]`, with the indices 0, 1, 2, ... */
  readonly givenImages: number;
  readonly givenLabels: number;
  readonly givenIndices: number;
  /** What is computed on: `[maxRows, 784]` floats, and a byte a label. */
  readonly batch: number;
  readonly batchLabels: number;
  /** `[maxRows, logitsStride]` floats; softmax and its gradient replace them in place. */
  readonly logits: number;
  readonly losses: number;
  readonly predicted: number;
  readonly parameters: readonly TensorPlace[];
  /** Weight and bias within the parameters; `gradients` begins a copy of the same layout. */
  readonly weight: number;
  readonly bias: number;
  readonly weightGradient: number;
  readonly biasGradient: number;
  /** The floats from the first parameter to the last one's end, gaps included. */
  readonly parameterFloats: number;
  /** The optimizer's slots, and where the block of each begins: a copy of the parameters' layout too. */
  readonly slots: readonly TensorPlace[];
  readonly slotBlocks: ReadonlyMap<Slot, number>;
  readonly totalBytes: number;
}

/** Floats from one row of logits to the next: ten, and two more so that a row is three whole vectors of four. */
export const logitsStride = Math.ceil(classCount / 4) * 4;

// A cache line, so that no two buffers share one.
const alignmentBytes = 64;

/** Places every buffer of a model of one dense layer, for up to `maxRows` rows a call. Throws an Error for other models. */
export function planMemory(
  { layers, optimizer, maxRows }: Pick<ModelSpec, 'layers' | 'optimizer' | 'maxRows'>,
  datasetRows: number,
): MemoryPlan {
  const [weightSpec, biasSpec, ...others] = parameterSpecs(layers);
  if (!weightSpec || !biasSpec || others.length > 0) throw new Error('The wasm engine trains one dense layer only');

  let totalBytes = 0;
  const place = (sizeBytes: number): number => {
    const address = totalBytes;
    totalBytes += Math.ceil(sizeBytes / alignmentBytes) * alignmentBytes;
    return address;
  };
  const placeFloats = (count: number): number => place(count * Float32Array.BYTES_PER_ELEMENT);

  const weight = placeFloats(elementCount(weightSpec.shape));
  const bias = placeFloats(elementCount(biasSpec.shape));
  const parameterBytes = totalBytes - weight;
  const gradients = place(parameterBytes);
  const parameters = [
    { spec: weightSpec, address: weight },
    { spec: biasSpec, address: bias },
  ];
  const slotBlocks = slotsOf(optimizer).map((slot) => ({ slot, block: place(parameterBytes) }));
  return {
    weight,
    bias,
    parameters,
    slots: parameters.flatMap(({ spec, address }) =>
      slotBlocks.map(({ slot, block }) => ({
        spec: { name: slotName(spec.name, slot), shape: spec.shape },
        address: block + address - weight,
      })),
    ),
    slotBlocks: new Map(slotBlocks.map(({ slot, block }) => [slot, block])),
    parameterFloats: parameterBytes / Float32Array.BYTES_PER_ELEMENT,
    weightGradient: gradients,
    biasGradient: gradients + bias - weight,
    logits: placeFloats(maxRows * logitsStride),
    losses: placeFloats(maxRows),
    predicted: place(maxRows),
    batch: placeFloats(maxRows * pixelCount),
    batchLabels: place(maxRows),
    givenImages: place(maxRows * pixelCount),
    givenLabels: place(maxRows),
    givenIndices: place(maxRows * Int32Array.BYTES_PER_ELEMENT),
    indices: place(maxRows * Int32Array.BYTES_PER_ELEMENT),
    datasetImages: place(datasetRows * pixelCount),
    datasetLabels: place(datasetRows),
    totalBytes,
  };
}
