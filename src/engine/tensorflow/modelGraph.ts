import { pixelCount, placeLayers, type LayerList } from '../../core/layers';
import { slotName, slotsOf, type OptimizerSpec } from '../../core/optimizer';
import type { TensorSpec } from '../../core/stateDict';
import type { LossSpec } from '../engine';
import { addToSums, clearSums, gradientSumName, summedGradients } from './gradientSums';
import { Graph } from './graph';
import { parameterLayouts } from './layouts';
import { optimizerFeeds, optimizerUpdates } from './optimizer';
import { DataType, type GraphNode } from './savedModelFile';
import { addShard, rowWeightFeed, sumGradients } from './shards';
import { addStepChain } from './stepChain';
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
  /** Into how many shards a run's rows are cut, from 1 on. */
  readonly shards: number;
  /** Of how many steps the graph has a chain; 1 where it has none. */
  readonly stepsPerRun: number;
}

/** The dataset's variable, uint8 `[N, 784]`. */
export const datasetVariable = 'dataset';

/**
 * The values that a run fetches from the graph. A run has rows in all shards, or in the first alone where they are fewer than
 * there are shards: `used` says in how many. Row results are float32 `[2, n]`: the cross-entropy of each row, then the
 * index of its largest logit, the first of equal ones. One tensor, since every fetch takes some microseconds.
 */
export const fetches = {
  rowResults: (shard: number) => `rowResults/${shard}`,
  /** float32 `[n, 10]`. */
  probabilities: (shard: number) => `probabilities/${shard}`,
  /** Row results, with dropout, of the parameters before the update that fetching them performs. */
  rowResultsOfStep: (shard: number, used: number) => `rowResultsOfStep/${shard}of${used}`,
  /** Row results, with dropout, of a part of a step. Fetching them adds the part's gradients to the sums. */
  rowResultsOfPart: (shard: number, used: number) => `rowResultsOfPart/${shard}of${used}`,
  /** float32 `[]`, 0. Fetching it performs the update from the sums and clears them. */
  updateFromSums: 'updateFromSums',
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
 * The whole of a model as one TensorFlow graph: variables for parameters, slots and dataset, the passes of each shard, and
 * the optimizer's update. A run executes only what its fetches need, so training, evaluation and prediction are runs of this
 * one graph and share the variables.
 */
export function buildModelGraph(spec: ModelGraphSpec): readonly GraphNode[] {
  const graph = new Graph();
  const variables = new Map(variableSpecs(spec).map(({ name, shape }) => [name, addVariable(graph, name, DataType.float32, shape)]));
  const dataset = spec.datasetSize === 0 ? undefined : addVariable(graph, datasetVariable, DataType.uint8, [spec.datasetSize, pixelCount]);
  const rowWeight = graph.placeholder(rowWeightFeed, DataType.float32, []);
  const input = { graph, layers: placeLayers(spec.layers), variables, dataset, rowWeight, loss: spec.loss };
  const shards = Array.from({ length: spec.shards }, (_, shard) => addShard(input, shard));
  for (const [shard, { results, probabilities }] of shards.entries()) {
    graph.identity(results, DataType.float32, { name: fetches.rowResults(shard) });
    graph.identity(probabilities, DataType.float32, { name: fetches.probabilities(shard) });
  }

  const scalars = new Map(optimizerFeeds(spec.optimizer).map((name) => [name, graph.placeholder(name, DataType.float32, [])]));
  const addUpdates = optimizerUpdates(graph, spec.optimizer, variables, scalars);
  for (const used of new Set([1, spec.shards])) {
    const usedShards = shards.slice(0, used);
    const gradients = sumGradients(graph, usedShards);
    const updates = addUpdates(gradients);
    const sums = spec.inParts ? addToSums(graph, variables, gradients) : [];
    for (const [shard, { trainingResults }] of usedShards.entries()) {
      graph.identity(trainingResults, DataType.float32, { name: fetches.rowResultsOfStep(shard, used), after: updates });
      if (spec.inParts) graph.identity(trainingResults, DataType.float32, { name: fetches.rowResultsOfPart(shard, used), after: sums });
    }
  }
  if (spec.inParts) {
    const sums = summedGradients(variables, [...parameterLayouts(spec.layers).keys()]);
    graph.identity(graph.scalar(0), DataType.float32, { name: fetches.updateFromSums, after: clearSums(graph, sums, variables, addUpdates(sums)) });
  }
  if (dataset && spec.stepsPerRun > 1) addStepChain(input, dataset, spec.optimizer, spec.stepsPerRun);
  return graph.nodes;
}
