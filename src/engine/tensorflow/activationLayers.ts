import { pictureSize, type PlacedLayer } from '../../core/layers';
import type { Edge, Graph } from './graph';
import { DataType } from './savedModelFile';

/** What follows a layer's sums: its output, and the gradient with respect to the sums. */
export interface ActivationPass {
  readonly output: Edge;
  backward(outputGradient: Edge): Edge;
}

/** The placeholder of a layer's dropout mask for a shard's rows, uint8 `[n, features]`: 1 for what is kept. */
export function maskFeed({ name }: PlacedLayer, shard: number): string {
  return `${name}/mask/${shard}`;
}

/** How many features a layer puts out for a row. */
export function featureCount(layer: PlacedLayer): number {
  return layer.kind === 'conv' ? pictureSize(layer.output) : layer.outputs;
}

export function addRelu(graph: Graph, sums: Edge): ActivationPass {
  const output = graph.add('Relu', [sums], float32);
  return { output, backward: (gradient) => addReluGradient(graph, gradient, output) };
}

/** ReLU, then what the mask drops is zeroed and the rest scaled up by 1 / (1 - rate). */
export function addReluWithDropout(graph: Graph, layer: PlacedLayer, shard: number, sums: Edge): ActivationPass {
  const mask = graph.cast(graph.placeholder(maskFeed(layer, shard), DataType.uint8, [-1, featureCount(layer)]), DataType.uint8, DataType.float32);
  const { rows, columns, channels } = layer.kind === 'conv' ? layer.output : { rows: 0, columns: 0, channels: 0 };
  const shaped = layer.kind === 'conv' ? graph.reshape(mask, [-1, rows, columns, channels]) : mask;
  const factors = graph.multiply(shaped, graph.scalar(1 / (1 - layer.dropout)));
  const output = graph.multiply(graph.add('Relu', [sums], float32), factors);
  // What was dropped is as zero as what ReLU cut off, so one comparison stops the gradient of both.
  return { output, backward: (gradient) => graph.multiply(addReluGradient(graph, gradient, output), graph.scalar(1 / (1 - layer.dropout))) };
}

/** The gradient where the features are above zero. */
function addReluGradient(graph: Graph, gradient: Edge, features: Edge): Edge {
  return graph.add('ReluGrad', [gradient, features], float32);
}

const float32 = { T: { type: DataType.float32 } };
