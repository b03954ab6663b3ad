import type { PlacedConvolution } from '../../core/layers';
import { padding, sizeKeeping } from './convolutionAttributes';
import type { Edge, Graph } from './graph';
import { DataType } from './savedModelFile';

const float32 = { type: DataType.float32 };
const int32 = { type: DataType.int32 };

/** Edges of a convolution's forward pass, and the gradient with respect to what it put out. */
export interface ConvolutionEdges {
  readonly pictures: Edge;
  /** `[kernel, kernel, channels, filters]`. */
  readonly weight: Edge;
  readonly outputGradient: Edge;
}

/** Adds the gradient of a convolution with respect to its input. */
export function addInputGradient(graph: Graph, layer: PlacedConvolution, edges: ConvolutionEdges): Edge {
  const { stride, input, convolved } = layer;
  const wholeBlocks = input.rows === stride * convolved.rows && input.columns === stride * convolved.columns;
  if (wholeBlocks) return addInputGradientByBlocks(graph, layer, edges);
  const shape = graph.add('Shape', [edges.pictures], { T: float32, out_type: int32 });
  return graph.add('Conv2DBackpropInput', [shape, edges.weight, edges.outputGradient], padding(layer));
}

/**
 * The gradient as a convolution of stride 1, in about half the time of TensorFlow's own: output pixel (q, q') of it has, as
 * its channels, the stride x stride block of input pixels from (stride q, stride q') on, and `DepthToSpace` lays the
 * blocks out. Row `stride q + a` of the input was met by row k of the filter in output row q + u where k = a + kernel // 2 - stride u.
 */
function addInputGradientByBlocks(graph: Graph, { kernel, stride, filters, input }: PlacedConvolution, { weight, outputGradient }: ConvolutionEdges): Edge {
  const { channels } = input;
  const { taps, size } = blockTaps(kernel, stride);
  // A row of zeros after the filter's, for places where no tap is.
  const rows = graph.reshape(weight, [kernel * kernel, channels * filters]);
  const withZeros = graph.add('Pad', [rows, graph.integers([2, 2], [0, 1, 0, 0])], { T: float32, Tpaddings: int32 });
  const gathered = graph.add('GatherV2', [withZeros, graph.integers([taps.length], taps), graph.integers([], [0])], { Tparams: float32, Tindices: int32, Taxis: int32 });
  const blocks = graph.transpose(graph.reshape(gathered, [size * size, stride * stride * channels, filters]), [0, 2, 1]);
  const blockWeight = graph.reshape(blocks, [size, size, filters, stride * stride * channels]);
  const blockGradients = graph.add('Conv2D', [outputGradient, blockWeight], sizeKeeping);
  if (stride === 1) return blockGradients;
  return graph.add('DepthToSpace', [blockGradients], { T: float32, block_size: { integer: stride }, data_format: { string: 'NHWC' } });
}

/**
 * The taps `row * kernel + column` of the rearranged filter, in the order (u, u', a, a'), `kernel * kernel` where there is
 * none; `size` is how many values u has. They begin at -(kernel // 2 // stride), where TensorFlow's SAME padding has them begin too.
 */
function blockTaps(kernel: number, stride: number): { taps: number[]; size: number } {
  const before = kernel >> 1;
  const first = -Math.floor(before / stride);
  const size = Math.floor((stride - 1 + before) / stride) - first + 1;
  const tapOf = (u: number, a: number) => a + before - stride * (first + u);
  const within = (tap: number) => tap >= 0 && tap < kernel;
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const taps = numbers(size).flatMap((u) =>
    numbers(size).flatMap((v) =>
      numbers(stride).flatMap((a) =>
        numbers(stride).map((b) => (within(tapOf(u, a)) && within(tapOf(v, b)) ? tapOf(u, a) * kernel + tapOf(v, b) : kernel * kernel)),
      ),
    ),
  );
  return { taps, size };
}
