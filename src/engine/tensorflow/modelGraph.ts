import { pixelCount, placeLayers, type LayerList } from '../../core/layers';
import { slotName, slotsOf, type OptimizerSpec } from '../../core/optimizer';
import type { TensorSpec } from '../../core/stateDict';
import type { LossSpec } from '../engine';
import { addCrossEntropy, addLogitsGradient, type CrossEntropy } from './crossEntropy';
import { addToSums, clearSums, gradientSumName, summedGradients } from './gradientSums';
import { Graph, type Edge } from './graph';
import type { Activation } from './layerPass';
import { parameterLayouts } from './layouts';
import { addOptimizer } from './optimizer';
import { addForwardPass } from './passes';
import { DataType, type GraphNode } from './savedModelFile';
import { addVariable } from './variables';

/** What the graph is built for. */
export interface ModelGraphSpec {
  readonly layers: LayerList;
  readonly optimizer: OptimizerSpec;
  readonly loss: LossSpec;
  /** How many images the dataset has; 0 where there is none. */
  readonly datasetSize: number;
  /** Whether a step may be cut into parts, whose gradients are summed before the update. */
  readonly inParts: boolean;
}

/** The dataset's variable, uint8 `[N, 784]`. */
export const datasetVariable = 'dataset';

/** The values that a run gives to the graph, beside the optimizer's. `rows` may always be given; with a dataset, `indices` can select them instead. */
export const feeds = {
  /** int32 `[n]`: which rows of the dataset. */
  indices: 'indices',
  /** uint8 `[n, 784]`: images as bytes. */
  rows: 'rows',
  /** int32 `[n]`. */
  labels: 'labels',
  /** float32 `[]`: 1/n, which makes sums over the batch into means. */
  rowWeight: 'rowWeight',
} as const;

/**
 * The values that a run fetches from the graph. Row results are float32 `[2, n]`: the cross-entropy of each row, then the
 * index of its largest logit, the first of equal ones. One tensor, since every fetch takes some microseconds.
 */
export const fetches = {
  rowResults: 'rowResults',
  /** Row results, with dropout, of the parameters before the update that fetching them performs. */
  rowResultsOfStep: 'rowResultsOfStep',
  /** Row results, with dropout, of a part of a step. Fetching them adds the part's gradients to the sums. */
  rowResultsOfPart: 'rowResultsOfPart',
  /** float32 `[]`, 0. Fetching it performs the update from the sums and clears them. */
  updateFromSums: 'updateFromSums',
  /** float32 `[n, 10]`. */
  probabilities: 'probabilities',
} as const;

/** A variable of the graph that is no dataset: its name, and its shape there. */
export function variableSpecs({ layers, optimizer, inParts }: Pick<ModelGraphSpec, 'layers' | 'optimizer' | 'inParts'>): TensorSpec[] {
  return [...parameterLayouts(layers)].flatMap(([name, { shape }]) => [
    { name, shape },
    ...slotsOf(optimizer).map((slot) => ({ name: slotName(name, slot), shape })),
    ...(inParts ? [{ name: gradientSumName(name), shape }] : []),
  ]);
}

/**
 * The whole of a model as one TensorFlow graph: variables for parameters, slots and dataset, the forward pass with and
 * without dropout, the backward pass and the optimizer's update. A run executes only what its fetches need, so training,
 * evaluation and prediction are runs of this one graph and share the variables.
 */
export function buildModelGraph(spec: ModelGraphSpec): readonly GraphNode[] {
  const graph = new Graph();
  const layers = placeLayers(spec.layers);
  const variables = new Map(variableSpecs(spec).map(({ name, shape }) => [name, addVariable(graph, name, DataType.float32, shape)]));
  const labels = graph.placeholder(feeds.labels, DataType.int32, [-1]);
  const rowWeight = graph.placeholder(feeds.rowWeight, DataType.float32, []);

  const pixels = { graph, variables, input: addPixels(graph, spec.datasetSize) };
  const training = addForwardPass(layers, pixels, true);
  const crossEntropy = addCrossEntropy(graph, training.logits, labels);
  const gradients = training.backward(addLogitsGradient(graph, crossEntropy, labels, rowWeight, spec.loss.labelSmoothing));
  const addUpdates = addOptimizer(graph, spec.optimizer, variables);
  const results = addRowResults(graph, training.logits, crossEntropy);
  graph.identity(results, DataType.float32, { name: fetches.rowResultsOfStep, after: addUpdates(gradients) });
  if (spec.inParts) {
    graph.identity(results, DataType.float32, { name: fetches.rowResultsOfPart, after: addToSums(graph, variables, gradients) });
    const sums = summedGradients(variables, gradients);
    const cleared = clearSums(graph, sums, variables, addUpdates(sums));
    graph.identity(graph.scalar(0), DataType.float32, { name: fetches.updateFromSums, after: cleared });
  }

  const reading = layers.some(({ dropout }) => dropout > 0) ? addForwardPass(layers, pixels, false) : training;
  graph.identity(addRowResults(graph, reading.logits, addCrossEntropy(graph, reading.logits, labels)), DataType.float32, { name: fetches.rowResults });
  graph.add('Softmax', [reading.logits], { T: { type: DataType.float32 } }, fetches.probabilities);
  return graph.nodes;
}

function addRowResults(graph: Graph, logits: Edge, { losses }: CrossEntropy): Edge {
  return graph.pack([losses, graph.cast(graph.argMax(logits), DataType.int32, DataType.float32)]);
}

/** The batch's pixels as floats 0..255, gathered by index or, where a run feeds `rows`, taken as they are. */
function addPixels(graph: Graph, datasetSize: number): Activation {
  const rows = datasetSize === 0 ? graph.placeholder(feeds.rows, DataType.uint8, [-1, pixelCount]) : addGather(graph, datasetSize);
  return { edge: graph.cast(rows, DataType.uint8, DataType.float32), scale: graph.scalar(1 / 255) };
}

function addGather(graph: Graph, datasetSize: number): Edge {
  const dataset = addVariable(graph, datasetVariable, DataType.uint8, [datasetSize, pixelCount]);
  const indices = graph.placeholder(feeds.indices, DataType.int32, [-1]);
  const attributes = { dtype: { type: DataType.uint8 }, Tindices: { type: DataType.int32 } };
  return graph.add('ResourceGather', [dataset.handle, indices], attributes, feeds.rows);
}
