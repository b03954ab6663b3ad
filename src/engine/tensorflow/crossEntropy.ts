import { classCount } from '../../core/layers';
import type { Edge, Graph } from './graph';
import { DataType } from './savedModelFile';

export interface CrossEntropy {
  /** The cross-entropy of each row with its label, `[n]`. */
  readonly losses: Edge;
  /** Softmax less one-hot label, `[n, classes]`: the gradient of the sum of `losses` with respect to the logits. */
  readonly difference: Edge;
}

/** Cross-entropy between softmax(logits) and the labels, int32 `[n]`. */
export function addCrossEntropy(graph: Graph, logits: Edge, labels: Edge): CrossEntropy {
  const losses = graph.add('SparseSoftmaxCrossEntropyWithLogits', [logits, labels], {
    T: { type: DataType.float32 },
    Tlabels: { type: DataType.int32 },
  });
  return { losses, difference: `${losses}:1` };
}

/**
 * The gradient of what is minimised with respect to the logits, `[n, classes]`: (softmax - target) / n. The target has
 * 1 - s + s/10 for the label and s/10 elsewhere, s being the label smoothing, so it is the one-hot label less s times (one-hot - 1/10).
 */
export function addLogitsGradient(graph: Graph, { difference }: CrossEntropy, labels: Edge, rowWeight: Edge, labelSmoothing: number): Edge {
  if (labelSmoothing === 0) return graph.multiply(difference, rowWeight);
  const share = labelSmoothing / classCount;
  const smoothed = graph.add('OneHot', [labels, graph.integers([], [classCount]), graph.scalar(labelSmoothing - share), graph.scalar(-share)], {
    T: { type: DataType.float32 },
    TI: { type: DataType.int32 },
    axis: { integer: -1 },
  });
  return graph.multiply(graph.sum(difference, smoothed), rowWeight);
}
