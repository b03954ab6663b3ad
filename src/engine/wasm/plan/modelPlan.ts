import { placeLayers, type PlacedConvolution } from '../../../core/layers';
import type { ModelSpec } from '../../engine';
import { controlBytes } from '../threads/control';
import { Arena } from './arena';
import { inputLayout, planConvolution, type ConvolutionPlan } from './convolutionPlan';
import { planDense, type DensePlan } from './densePlan';
import { planParameters, type ParameterPlan } from './parameterPlan';
import { noBorder, pictureLayout, type PictureLayout } from './pictures';
import { planRows, type RowsPlan } from './rowsPlan';
import { planScratch, type ScratchPlan } from './scratchPlan';
import { chooseSplit, type BatchSplit } from './batchSplit';
import { floatBytes, storedInputs, storedFilters } from './storedSizes';

/** Where everything of a model lies in its linear memory: addresses in bytes, sizes as named. The same for the same arguments. */
export interface ModelPlan {
  readonly parameters: ParameterPlan;
  readonly convolutions: readonly ConvolutionPlan[];
  readonly denseLayers: readonly DensePlan[];
  readonly logits: DensePlan;
  readonly split: BatchSplit;
  /** Gradients of the convolutions, a block for each shard. */
  readonly shards: number;
  readonly rows: RowsPlan;
  /** For each thread. */
  readonly scratches: readonly ScratchPlan[];
  /** What threads tell each other: see threads/control.ts. */
  readonly control: number;
  readonly totalBytes: number;
}

export function planModel({ layers, optimizer, maxRows }: Pick<ModelSpec, 'layers' | 'optimizer' | 'maxRows'>, datasetRows: number, threads: number): ModelPlan {
  const arena = new Arena();
  const placed = placeLayers(layers);
  const convolutional = placed.filter((layer) => layer.kind === 'conv');
  const split = chooseSplit(placed, maxRows);
  const parameters = planParameters(layers, placed, optimizer, arena);
  const shards = convolutional.length === 0 ? 0 : arena.place(split.shards * parameters.convolutionBytes);
  const parametersOf = (index: number) => {
    const found = parameters.layers[index];
    if (!found) throw new Error(`Layer ${index} has no parameters`);
    return found;
  };

  const firstDense = placed[convolutional.length];
  if (firstDense?.kind !== 'dense') throw new Error('The last layer is not dense');
  const features = storedInputs(convolutional.length, placed);
  let input = { address: arena.placeFloats(split.chunkRows * features), floats: features };
  const denseLayers: DensePlan[] = [];
  for (const [index, layer] of placed.entries()) {
    if (layer.kind !== 'dense') continue;
    const dense = planDense(layer, index, parametersOf(index), input, split.chunkRows, arena);
    denseLayers.push(dense);
    input = { address: dense.output, floats: dense.stride };
  }
  const logits = denseLayers.at(-1);
  if (!logits) throw new Error('There is no dense layer');

  const convolutions = convolutional.map((layer, index) =>
    planConvolution(layer, index, parametersOf(index), outputLayout(layer, index, convolutional[index + 1], features), split.partRows, arena),
  );
  return {
    parameters,
    convolutions,
    denseLayers,
    logits,
    split,
    shards,
    rows: planRows(maxRows, datasetRows, arena),
    scratches: Array.from({ length: threads }, () => planScratch(placed, convolutions, features, split.partRows, arena)),
    control: arena.place(controlBytes),
    totalBytes: arena.totalBytes,
  };
}

/** How the pictures lie that a convolution puts out: as the next one's input, or as rows of features. */
function outputLayout(layer: PlacedConvolution, index: number, next: PlacedConvolution | undefined, features: number): PictureLayout {
  if (next) return inputLayout(next, index + 1);
  return { ...pictureLayout(layer.output, storedFilters(layer), noBorder), imageBytes: features * floatBytes };
}

