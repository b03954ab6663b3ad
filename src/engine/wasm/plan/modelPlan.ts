import { placeLayers, type PlacedConvolution, type PlacedDense } from '../../../core/layers';
import type { ModelSpec } from '../../engine';
import { controlBytes } from '../threads/control';
import { Arena } from './arena';
import { inputLayout, planConvolution, type ConvolutionPlan } from './convolutionPlan';
import { planOutput, type DensePlan, type OutputPlan } from './densePlan';
import { planParameters, type ParameterPlan } from './parameterPlan';
import { noBorder, pictureLayout, type PictureLayout } from './pictures';
import { planRows, type DatasetSize, type RowsPlan } from './rowsPlan';
import { planScratch, type ScratchPlan } from './scratchPlan';
import { chooseSplit, type BatchSplit } from './batchSplit';
import { floatBytes, isSoftmaxRegression, storedInputs, storedFilters } from './storedSizes';

/** Where everything of a model lies in its linear memory: addresses in bytes, sizes as named. The same for the same arguments. */
export interface ModelPlan {
  readonly parameters: ParameterPlan;
  readonly convolutions: readonly ConvolutionPlan[];
  /** None where the logits come right from the images. */
  readonly denseLayers: readonly DensePlan[];
  readonly logits: OutputPlan;
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

export function planModel({ layers, optimizer, maxRows }: Pick<ModelSpec, 'layers' | 'optimizer' | 'maxRows'>, dataset: DatasetSize, threads: number): ModelPlan {
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
  const outputOf = (layer: PlacedDense, index: number) => planOutput(layer, index, parametersOf(index), split.chunkRows, arena);
  const denseLayers: DensePlan[] = [];
  if (!isSoftmaxRegression(placed)) {
    let input = { input: arena.placeFloats(split.chunkRows * features), inputs: features };
    for (const [index, layer] of placed.entries()) {
      if (layer.kind !== 'dense') continue;
      const output = outputOf(layer, index);
      denseLayers.push({ ...output, ...input });
      input = { input: output.output, inputs: output.stride };
    }
  }
  const logits = denseLayers.at(-1) ?? outputOf(firstDense, 0);

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
    rows: planRows(maxRows, dataset, arena),
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

