import { parameterSpecs, pixelCount, type LayerList } from '../../core/layers';
import { slotSpecs, type OptimizerSpec } from '../../core/optimizer';
import { addCrossEntropy } from './crossEntropy';
import { addDenseLayer } from './denseLayer';
import { Graph, type Edge } from './graph';
import type { Activation, LayerPass, ParameterGradient } from './layerPass';
import { addOptimizer } from './optimizer';
import { DataType, type GraphNode } from './savedModelFile';
import { addVariable, type Variable } from './variables';

/** What the graph is built for. */
export interface ModelGraphSpec {
  readonly layers: LayerList;
  readonly optimizer: OptimizerSpec;
  /** How many images the dataset has; 0 where there is none. */
  readonly datasetSize: number;
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

/** The values that a run fetches from the graph. */
export const fetches = {
  /**
   * float32 `[2, n]`: the cross-entropy of each row, then the index of its largest logit, the first of equal ones. One
   * tensor, since every fetch takes some microseconds.
   */
  rowResults: 'rowResults',
  /** The same, of the parameters before the update that fetching it performs. */
  rowResultsOfStep: 'rowResultsOfStep',
  /** float32 `[n, 10]`. */
  probabilities: 'probabilities',
} as const;

/**
 * The whole of a model as one TensorFlow graph: variables for parameters, slots and dataset, the forward pass, the backward
 * pass and the optimizer's update. A run executes only what its fetches need, so training, evaluation and prediction
 * are three runs of this one graph and share the variables.
 */
export function buildModelGraph(spec: ModelGraphSpec): readonly GraphNode[] {
  const graph = new Graph();
  const variables = new Map<string, Variable>(
    [...parameterSpecs(spec.layers), ...slotSpecs(spec.optimizer, spec.layers)].map(({ name, shape }) => [name, addVariable(graph, name, DataType.float32, shape)]),
  );
  const labels = graph.placeholder(feeds.labels, DataType.int32, [-1]);
  const rowWeight = graph.placeholder(feeds.rowWeight, DataType.float32, []);

  const passes = addForwardPass(graph, spec.layers, variables, addPixels(graph, spec.datasetSize));
  const logits = logitsOf(passes);
  const { losses, logitsGradient } = addCrossEntropy(graph, logits, labels, rowWeight);
  const gradients = addBackwardPass(passes, logitsGradient);
  const updates = addOptimizer(graph, spec.optimizer, variables, gradients);

  const predicted = graph.cast(graph.argMax(logits), DataType.int32, DataType.float32);
  const rowResults = graph.pack([losses, predicted]);
  graph.identity(rowResults, DataType.float32, { name: fetches.rowResults });
  graph.identity(rowResults, DataType.float32, { name: fetches.rowResultsOfStep, after: updates });
  graph.add('Softmax', [logits], { T: { type: DataType.float32 } }, fetches.probabilities);
  return graph.nodes;
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

function addForwardPass(
  graph: Graph,
  layers: LayerList,
  variables: ReadonlyMap<string, Variable>,
  pixels: Activation,
): LayerPass[] {
  let input = pixels;
  return layers.map(() => {
    const pass = addDenseLayer('linear', { graph, variables, input });
    input = pass.output;
    return pass;
  });
}

function logitsOf(passes: readonly LayerPass[]): Edge {
  const last = passes.at(-1);
  if (last === undefined) throw new Error('A model needs at least one layer.');
  return last.output.edge;
}

/** Adds the backward passes, last layer to first. The first layer's input is data, so its gradient is not built. */
function addBackwardPass(passes: readonly LayerPass[], logitsGradient: Edge): ParameterGradient[] {
  let outputGradient = logitsGradient;
  return passes.toReversed().flatMap((pass, position) => {
    const backward = pass.backward(outputGradient);
    if (position < passes.length - 1) outputGradient = backward.inputGradient();
    return backward.parameterGradients;
  });
}
