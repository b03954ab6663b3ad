import type { LayerList, PlacedLayer } from '../../../core/layers';
import { parameterSpecs } from '../../../core/layers';
import { slotName, slotsOf, type OptimizerSpec, type Slot } from '../../../core/optimizer';
import type { TensorSpec } from '../../../core/stateDict';
import type { Arena } from './arena';
import { floatBytes, isSoftmaxRegression, outputStride, storedChannels, storedFilters, storedInputs, storedOutputs } from './storedSizes';
import { biasLayout, convolutionLayout, denseLayout, sparseLayout, type TensorLayout } from './tensorLayout';

/** A parameter or a slot, and where it lies. */
export interface TensorPlace {
  readonly spec: TensorSpec;
  readonly address: number;
  readonly layout: TensorLayout;
}

/** Addresses of a layer's parameters. */
export interface LayerParameters {
  readonly weight: number;
  readonly bias: number;
}

/** All parameters lie in one block, those of convolutions first; gradients and slots are blocks of the same layout. */
export interface ParameterPlan {
  readonly places: readonly TensorPlace[];
  /** By the layer's place in the list. */
  readonly layers: readonly LayerParameters[];
  readonly block: number;
  /** Sizes of a block, and of the part of it that is convolutions', gaps included. */
  readonly blockBytes: number;
  readonly convolutionBytes: number;
  readonly gradients: number;
  readonly slots: readonly TensorPlace[];
  readonly slotBlocks: ReadonlyMap<Slot, number>;
}

export function planParameters(layers: LayerList, placed: readonly PlacedLayer[], optimizer: OptimizerSpec, arena: Arena): ParameterPlan {
  const block = arena.totalBytes;
  const addresses = placed.map((layer, index): LayerParameters => {
    const { weightFloats, biasFloats } = storedParameterSizes(layer, index, placed);
    return { weight: arena.placeFloats(weightFloats), bias: arena.placeFloats(biasFloats) };
  });
  const blockBytes = arena.totalBytes - block;
  const firstDense = placed.findIndex(({ kind }) => kind === 'dense');
  const convolutionBytes = (addresses[firstDense]?.weight ?? block) - block;

  const specs = parameterSpecs(layers);
  const places = placed.flatMap((layer, index): TensorPlace[] => {
    const [weightSpec, biasSpec] = [specs[2 * index], specs[2 * index + 1]];
    const at = addresses[index];
    if (!weightSpec || !biasSpec || !at) throw new Error(`Layer ${index} has no parameters`);
    return [
      { spec: weightSpec, address: at.weight, layout: weightLayout(layer, index, placed) },
      { spec: biasSpec, address: at.bias, layout: biasLayout(biasSpec.shape[0] ?? 0) },
    ];
  });

  const gradients = arena.place(blockBytes);
  const slotBlocks = slotsOf(optimizer).map((slot) => ({ slot, start: arena.place(blockBytes) }));
  const slots = places.flatMap(({ spec, address, layout }) =>
    slotBlocks.map(({ slot, start }) => ({ spec: { name: slotName(spec.name, slot), shape: spec.shape }, address: start + address - block, layout })),
  );
  return { places, layers: addresses, block, blockBytes, convolutionBytes, gradients, slots, slotBlocks: new Map(slotBlocks.map(({ slot, start }) => [slot, start])) };
}

function storedParameterSizes(layer: PlacedLayer, index: number, layers: readonly PlacedLayer[]): { weightFloats: number; biasFloats: number } {
  if (layer.kind === 'conv') {
    const filters = storedFilters(layer);
    return { weightFloats: filters * layer.kernel * layer.kernel * storedChannels(layer), biasFloats: filters };
  }
  const weightFloats = isSoftmaxRegression(layers) ? layer.inputs * outputStride(layer) : storedOutputs(layer) * storedInputs(index, layers);
  return { weightFloats, biasFloats: outputStride(layer) };
}

function weightLayout(layer: PlacedLayer, index: number, layers: readonly PlacedLayer[]): TensorLayout {
  if (layer.kind === 'conv') return convolutionLayout(layer);
  return isSoftmaxRegression(layers) ? sparseLayout(layer) : denseLayout(layer, index, layers);
}

/** The address of the same parameter in another block. */
export function inBlock({ block }: ParameterPlan, address: number, other: number): number {
  return other + address - block;
}

/** The floats of a block. */
export function blockFloats({ blockBytes }: ParameterPlan): number {
  return blockBytes / floatBytes;
}
