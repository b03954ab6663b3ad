import type { PlacedConvolution } from '../../core/layers';
import { addInputGradient } from './convolutionInputGradient';
import { ofPadded, padding, paddings, sizeKeeping } from './convolutionAttributes';
import type { Edge, Graph } from './graph';
import type { LayerInput, LayerPass } from './layerPass';
import { DataType } from './savedModelFile';
import { samplePixels } from './pixelSampling';
import { variableOf } from './variables';

const float32 = { type: DataType.float32 };
const pooling = { T: float32, ksize: { integers: [1, 2, 2, 1] }, strides: { integers: [1, 2, 2, 1] }, padding: { string: 'VALID' }, data_format: { string: 'NHWC' } };

/**
 * A convolution with its bias, which TensorFlow makes one operation, then 2 x 2 max pooling where the layer has it. ReLU
 * follows as `addRelu`: the ReLU of a maximum is the maximum of ReLUs, of a quarter of the numbers.
 */
export function addConvolutionLayer(layer: PlacedConvolution, layerInput: LayerInput): LayerPass {
  const { graph, variables, input } = layerInput;
  if (layer.kernel === 1 && layer.stride > 1) return addOnEveryNthPixel(layer, layerInput);
  const { name, pool } = layer;
  const { rows, columns, channels } = layer.input;
  const weight = variableOf(variables, `${name}.weight`);
  const bias = variableOf(variables, `${name}.bias`);
  const scaledWeight = input.scale === undefined ? weight.value : graph.multiply(weight.value, input.scale);
  const pictures = graph.reshape(input.edge, [-1, rows, columns, channels]);
  const attributes = layer.stride === 1 ? sizeKeeping : padding(layer);
  const convolved = graph.add('BiasAdd', [graph.add('Conv2D', [pictures, scaledWeight], attributes), bias.value], { T: float32 });
  const pooled = pool ? graph.add('MaxPool', [convolved], pooling) : convolved;
  return {
    output: { edge: pooled },
    backward(outputGradient) {
      const gradient = pool ? graph.add('MaxPoolGrad', [convolved, pooled, outputGradient], pooling) : outputGradient;
      const weightGradient = addWeightGradient(graph, layer, pictures, gradient);
      return {
        parameterGradients: [
          { name: `${name}.weight`, gradient: input.scale === undefined ? weightGradient : graph.multiply(weightGradient, input.scale) },
          { name: `${name}.bias`, gradient: graph.sumOfRows(graph.reshape(outputGradient, [-1, layer.filters])) },
        ],
        inputGradient: () => addInputGradient(graph, layer, { pictures, weight: scaledWeight, outputGradient: gradient }),
      };
    },
  };
}

/**
 * A 1x1 kernel at a stride looks at single pixels, so that the others can be left out beforehand. TensorFlow 2.15's own way,
 * through oneDNN, writes beyond its memory where the last row or column is one of those (a picture of 28, stride 2).
 */
function addOnEveryNthPixel(layer: PlacedConvolution, { input, ...rest }: LayerInput): LayerPass {
  const { graph } = rest;
  const { rows, columns, channels } = layer.input;
  const sample = samplePixels(graph, graph.reshape(input.edge, [-1, rows, columns, channels]), layer.stride);
  const pass = addConvolutionLayer({ ...layer, stride: 1, input: { ...layer.convolved, channels } }, { ...rest, input: { ...input, edge: sample.pictures } });
  return {
    output: pass.output,
    backward(outputGradient) {
      const ofSample = pass.backward(outputGradient);
      return { parameterGradients: ofSample.parameterGradients, inputGradient: () => sample.gradient(ofSample.inputGradient()) };
    },
  };
}

/** With EXPLICIT padding, TensorFlow would be several times slower than to pad beforehand. */
function addWeightGradient(graph: Graph, layer: PlacedConvolution, pictures: Edge, gradient: Edge): Edge {
  const { kernel, stride, filters, input } = layer;
  const shape = graph.integers([4], [kernel, kernel, input.channels, filters]);
  if (stride === 1) return graph.add('Conv2DBackpropFilter', [pictures, shape, gradient], sizeKeeping);
  return graph.add('Conv2DBackpropFilter', [addPadding(graph, layer, pictures), shape, gradient], ofPadded(stride));
}

/** Zeros around pictures. The pixels of a row are padded as one axis with their channels, which takes less than half the time. */
function addPadding(graph: Graph, layer: PlacedConvolution, pictures: Edge): Edge {
  const { rows, columns, channels } = layer.input;
  const { before, belowLast, rightOfLast } = paddings(layer);
  const flat = graph.reshape(pictures, [-1, rows, columns * channels]);
  const around = graph.integers([3, 2], [0, 0, before, belowLast, before * channels, rightOfLast * channels]);
  const padded = graph.add('Pad', [flat, around], { T: float32, Tpaddings: { type: DataType.int32 } });
  return graph.reshape(padded, [-1, before + rows + belowLast, before + columns + rightOfLast, channels]);
}
