import type { Edge, Graph } from './graph';
import { DataType } from './savedModelFile';

export interface CrossEntropy {
  /** The cross-entropy of each row, `[n]`. */
  readonly losses: Edge;
  /** The gradient of the mean of `losses` with respect to the logits, `[n, classes]`: (softmax - one-hot) / n. */
  readonly logitsGradient: Edge;
}

/** Cross-entropy between softmax(logits) and the labels, int32 `[n]`. `rowWeight` is 1/n. */
export function addCrossEntropy(graph: Graph, logits: Edge, labels: Edge, rowWeight: Edge): CrossEntropy {
  const losses = graph.add('SparseSoftmaxCrossEntropyWithLogits', [logits, labels], {
    T: { type: DataType.float32 },
    Tlabels: { type: DataType.int32 },
  });
  return { losses, logitsGradient: graph.multiply(`${losses}:1`, rowWeight) };
}
