import { pixelCount, type PlacedLayer } from '../../core/layers';
import type { LossSpec } from '../engine';
import { addCrossEntropy, addLogitsGradient } from './crossEntropy';
import type { Edge, Graph } from './graph';
import type { Activation, ParameterGradient } from './layerPass';
import { addForwardPass } from './passes';
import { DataType } from './savedModelFile';
import type { Variable } from './variables';

// A batch is cut into shards, one for each thread, and the graph has the passes of all: TensorFlow runs operations that do not
// wait for each other at once. The operations of small networks are too short to be divided among threads themselves: that
// way a second thread takes a tenth off a step's time, this way almost half.

/** The placeholder float32 `[]`, 1/n of the batch, which makes sums over rows into the mean. */
export const rowWeightFeed = 'rowWeight';

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

/** What the passes of training make of rows. */
export interface TrainingPass {
  /** With dropout, `[n, 10]`. */
  readonly logits: Edge;
  /** The cross-entropy of each row, `[n]`. */
  readonly losses: Edge;
  /** Of the batch's mean loss. */
  readonly gradients: readonly ParameterGradient[];
}

/** Adds a shard with the placeholders of its rows: the passes of training, and the forward pass without dropout. */
export function addShard(input: ShardInput, shard: number): Shard {
  const { graph, layers, variables, dataset } = input;
  const feeds = shardFeeds(shard);
  const labels = graph.placeholder(feeds.labels, DataType.int32, [-1]);
  const pixels = dataset ? gatherPixels(graph, dataset, graph.placeholder(feeds.indices, DataType.int32, [-1]), feeds.rows) : asPixels(graph, graph.placeholder(feeds.rows, DataType.uint8, [-1, pixelCount]));
  const training = addTrainingPass(input, shard, pixels, labels);
  const trainingResults = addRowResults(graph, training.logits, training.losses);

  const drops = layers.some(({ dropout }) => dropout > 0);
  const logits = drops ? addForwardPass(layers, { graph, shard, variables, input: pixels }, false).logits : training.logits;
  return {
    trainingResults,
    gradients: training.gradients,
    results: drops ? addRowResults(graph, logits, addCrossEntropy(graph, logits, labels).losses) : trainingResults,
    probabilities: graph.add('Softmax', [logits], { T: { type: DataType.float32 } }),
  };
}

/** Adds the forward pass of a shard's rows, with dropout, and the backward pass. */
export function addTrainingPass({ graph, layers, variables, rowWeight, loss }: ShardInput, shard: number, pixels: Activation, labels: Edge): TrainingPass {
  const forward = addForwardPass(layers, { graph, shard, variables, input: pixels }, true);
  const { logits } = forward;
  const crossEntropy = addCrossEntropy(graph, logits, labels);
  const gradients = forward.backward(addLogitsGradient(graph, crossEntropy, labels, rowWeight, loss.labelSmoothing));
  return { logits, losses: crossEntropy.losses, gradients };
}

/** The pixels of the dataset's images at the indices. Where a run feeds `name`, uint8 `[n, 784]`, it takes those instead. */
export function gatherPixels(graph: Graph, dataset: Variable, indices: Edge, name?: string): Activation {
  const attributes = { dtype: { type: DataType.uint8 }, Tindices: { type: DataType.int32 } };
  return asPixels(graph, graph.add('ResourceGather', [dataset.handle, indices], attributes, name));
}

function asPixels(graph: Graph, bytes: Edge): Activation {
  return { edge: graph.cast(bytes, DataType.uint8, DataType.float32), scale: graph.scalar(1 / 255) };
}

/** Row results `[2, ...n]` of logits `[...n, 10]` and losses `[...n]`: see `fetches`. */
export function addRowResults(graph: Graph, logits: Edge, losses: Edge): Edge {
  return graph.pack([losses, graph.cast(graph.argMax(logits), DataType.int32, DataType.float32)]);
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
