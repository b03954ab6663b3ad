import type { Edge, Graph } from './graph';
import { DataType } from './savedModelFile';

const float32 = { type: DataType.float32 };
const int32 = { type: DataType.int32 };

/** Every pixel of every `stride`-th row and column of pictures, and how to take a gradient back to all pixels. */
export interface PixelSample {
  readonly pictures: Edge;
  gradient(outputGradient: Edge): Edge;
}

export function samplePixels(graph: Graph, pictures: Edge, stride: number): PixelSample {
  // All bits of the masks are set: from the first to the last of each axis.
  const attributes = { T: float32, Index: int32, begin_mask: { integer: 15 }, end_mask: { integer: 15 }, ellipsis_mask: { integer: 0 }, new_axis_mask: { integer: 0 }, shrink_axis_mask: { integer: 0 } };
  const range = [graph.integers([4], [0, 0, 0, 0]), graph.integers([4], [0, 0, 0, 0]), graph.integers([4], [1, stride, stride, 1])];
  return {
    pictures: graph.add('StridedSlice', [pictures, ...range], attributes),
    gradient(outputGradient) {
      const shape = graph.add('Shape', [pictures], { T: float32, out_type: int32 });
      return graph.add('StridedSliceGrad', [shape, ...range, outputGradient], attributes);
    },
  };
}
