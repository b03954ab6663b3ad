import type { LayerList } from '../../core/layers';
import type { OptimizerSpec } from '../../core/optimizer';
import type { StepInput, StepResult } from '../engine';
import type { BatchChain } from './batches';
import type { Edge, Graph } from './graph';
import { graphCall, type FeedValue, type GraphCall } from './graphSession';
import { optimizerFeeds, optimizerUpdates, optimizerValues } from './optimizer';
import { countEqual, sumOfFirst } from './rowLoops';
import { DataType } from './savedModelFile';
import { addRowResults, addTrainingPass, gatherPixels, rowWeightFeed, type ShardInput, type TrainingPass } from './shards';
import { readAfter, type Variable } from './variables';

// A run of the graph takes some 40 microseconds beside what its operations compute, a good part of a step without hidden
// layers. So the graph has several such steps one after another, each with the parameters that the one before it left.

/** An epoch takes a quarter less processor time than by runs of one step; by runs of four a fifth less. */
const chainedSteps = 8;

/** Steps of more rows than this are long enough to be runs of their own: several of them would hold up Stop and a drawing. */
export const mostChainedRows = 512;

/** How many steps of a model a run takes; `datasetSize` is 0 where there is no dataset. */
export function stepsPerRun(layers: LayerList, datasetSize: number, shards: number): number {
  return layers.length === 1 && datasetSize > 0 && shards === 1 ? chainedSteps : 1;
}

/** int32 `[steps, n]`: indices of rows in the dataset, and their labels. */
const indicesFeed = 'chain/indices';
const labelsFeed = 'chain/labels';
const resultsFetch = 'chain/rowResults';

/** The placeholder, float32 `[steps]`, of what the steps are fed for a scalar of the optimizer. */
const scalarsFeed = (name: string) => `chain/${name}`;

/** Adds so many steps, whose row results, float32 `[2, steps, n]`, are of each step's parameters before its update. */
export function addStepChain(input: ShardInput, dataset: Variable, optimizer: OptimizerSpec, steps: number): void {
  const { graph } = input;
  const indices = unpackedFeed(graph, indicesFeed, DataType.int32, [steps, -1]);
  const labels = unpackedFeed(graph, labelsFeed, DataType.int32, [steps, -1]);
  const scalars = optimizerFeeds(optimizer).map((name) => [name, unpackedFeed(graph, scalarsFeed(name), DataType.float32, [steps])] as const);
  const passes: TrainingPass[] = [];
  let { variables } = input;
  let updates: readonly Edge[] = [];
  for (let step = 0; step < steps; step++) {
    // Waiting keeps a step's pixels in the cache until they are used: all steps' at once do not fit.
    const waiting = graph.identity(indices(step), DataType.int32, { after: updates });
    const pass = addTrainingPass({ ...input, variables }, 0, gatherPixels(graph, dataset, waiting), labels(step));
    const ofStep = new Map(scalars.map(([name, values]) => [name, values(step)]));
    updates = optimizerUpdates(graph, optimizer, variables, ofStep)(pass.gradients);
    variables = readAfter(graph, variables, updates);
    passes.push(pass);
  }
  const results = addRowResults(graph, graph.pack(passes.map(({ logits }) => logits)), graph.pack(passes.map(({ losses }) => losses)));
  graph.identity(results, DataType.float32, { name: resultsFetch, after: updates });
}

export function chainCall(optimizer: OptimizerSpec): GraphCall {
  return graphCall([indicesFeed, labelsFeed, rowWeightFeed, ...optimizerFeeds(optimizer).map(scalarsFeed)], [resultsFetch]);
}

/** What the call is fed. */
export function chainValues(optimizer: OptimizerSpec, inputs: readonly StepInput[], { rows, indices, labels }: BatchChain): FeedValue[] {
  const scalars = inputs.map(({ learningRate, step }) => optimizerValues(optimizer, learningRate, step));
  return [
    indices,
    labels,
    1 / rows,
    ...optimizerFeeds(optimizer).map((_, feed) => ({ shape: [inputs.length], data: Float32Array.from(scalars, (values) => values[feed] ?? 0) })),
  ];
}

/** What the steps came to, by the row results that the call returned. */
export function chainResults({ rows, labels: { data: labels } }: BatchChain, rowResults: Float32Array): StepResult[] {
  return Array.from({ length: labels.length / rows }, (_, step) => {
    const [start, end] = [step * rows, (step + 1) * rows];
    const losses = rowResults.subarray(start, end);
    const predicted = rowResults.subarray(labels.length + start, labels.length + end);
    return { loss: sumOfFirst(rows, losses) / rows, correct: countEqual(predicted, 0, labels.subarray(start, end)) };
  });
}

function unpackedFeed(graph: Graph, name: string, type: DataType, shape: readonly [number, ...number[]]): (step: number) => Edge {
  return graph.unpack(graph.placeholder(name, type, shape), type, shape[0]);
}
