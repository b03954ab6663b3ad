import { pixelCount, type PlacedLayer } from '../../core/layers';
import type { LossSpec } from '../engine';
import { addCrossEntropy, addLogitsGradient, type CrossEntropy } from './crossEntropy';
import type { Edge, Graph } from './graph';
import type { Activation, ParameterGradient } from './layerPass';
import { addForwardPass } from './passes';
import { DataType } from './savedModelFile';
import type { Variable } from './variables';

// A batch is cut into shards, one for each thread, and the graph has the passes of all: TensorFlow runs operations that do not
// wait for each other at once. The operations of small networks are too short to be divided among threads themselves: that
// way a second thread takes a tenth off a step's time, this way almost half.

/** The placeholders of a shard's rows. They may be given as bytes or, where there is a dataset, by their indices in it. */
export interface ShardFeeds {
  /** int32 `[n]`. */
  readonly indices: string;
  /** uint8 `[n, 784]`. */
  readonly rows: string;
  /** int32 `[n]`. */
  readonly labels: string;
}

export function shardFeeds(shard: number): ShardFeeds {
  return { indices: `indices/${shard}`, rows: `rows/${shard}`, labels: `labels/${shard}` };
}

/** A shard's part of the graph. Row results are float32 `[2, n]`: see `fetches`. */
export interface Shard {
  /** With dropout. */
  readonly trainingResults: Edge;
  /** Of the batch's mean loss. */
  readonly gradients: readonly ParameterGradient[];
  /** Without dropout, as `probabilities`, float32 `[n, 10]`. */
  readonly results: Edge;
  readonly probabilities: Edge;
}

/** What all shards share. */
export interface ShardInput {
  readonly graph: Graph;
  readonly layers: readonly PlacedLayer[];
  readonly variables: ReadonlyMap<string, Variable>;
  /** uint8 `[N, 784]`; `undefined` where there is none. */
  readonly dataset: Variable | undefined;
  /** 1/n of the whole batch, which makes sums over rows into parts of the mean. */
  readonly rowWeight: Edge;
  readonly loss: LossSpec;
}

/** Adds the forward pass of a shard's rows with and without dropout, and the backward pass. */
export function addShard({ graph, layers, variables, dataset, rowWeight, loss }: ShardInput, shard: number): Shard {
  const feeds = shardFeeds(shard);
  const labels = graph.placeholder(feeds.labels, DataType.int32, [-1]);
  const pixels = { graph, shard, variables, input: addPixels(graph, feeds, dataset) };
  const training = addForwardPass(layers, pixels, true);
  const crossEntropy = addCrossEntropy(graph, training.logits, labels);
  const gradients = training.backward(addLogitsGradient(graph, crossEntropy, labels, rowWeight, loss.labelSmoothing));
  const trainingResults = addRowResults(graph, training.logits, crossEntropy);

  const drops = layers.some(({ dropout }) => dropout > 0);
  const reading = drops ? addForwardPass(layers, pixels, false) : training;
  return {
    trainingResults,
    gradients,
    results: drops ? addRowResults(graph, reading.logits, addCrossEntropy(graph, reading.logits, labels)) : trainingResults,
    probabilities: graph.add('Softmax', [reading.logits], { T: { type: DataType.float32 } }),
  };
}

function addRowResults(graph: Graph, logits: Edge, { losses }: CrossEntropy): Edge {
  return graph.pack([losses, graph.cast(graph.argMax(logits), DataType.int32, DataType.float32)]);
}

/** The rows' pixels as floats 0..255, gathered by index or, where a run feeds `rows`, taken as they are. */
function addPixels(graph: Graph, { indices, rows }: ShardFeeds, dataset: Variable | undefined): Activation {
  const bytes = dataset
    ? graph.add('ResourceGather', [dataset.handle, graph.placeholder(indices, DataType.int32, [-1])], { dtype: { type: DataType.uint8 }, Tindices: { type: DataType.int32 } }, rows)
    : graph.placeholder(rows, DataType.uint8, [-1, pixelCount]);
  return { edge: graph.cast(bytes, DataType.uint8, DataType.float32), scale: graph.scalar(1 / 255) };
}

/** The gradients of the rows of all these shards. */
export function sumGradients(graph: Graph, shards: readonly Shard[]): ParameterGradient[] {
  const [first, ...others] = shards;
  if (first === undefined) return [];
  return first.gradients.map(({ name, gradient }, index) => {
    const gradients = [gradient, ...others.flatMap((other) => other.gradients[index]?.gradient ?? [])];
    return { name, gradient: gradients.length === 1 ? gradient : graph.add('AddN', gradients, { T: { type: DataType.float32 }, N: { integer: gradients.length } }) };
  });
}
