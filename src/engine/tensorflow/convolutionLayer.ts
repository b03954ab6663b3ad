import type { PlacedConvolution } from '../../core/layers';
import { addInputGradient } from './convolutionInputGradient';
import { ofPadded, paddings, sizeKeeping } from './convolutionAttributes';
import type { Edge, Graph } from './graph';
import type { LayerInput, LayerPass } from './layerPass';
import { DataType, type AttributeValue } from './savedModelFile';
import { variableOf } from './variables';

const float32 = { type: DataType.float32 };
const pooling = { T: float32, ksize: { integers: [1, 2, 2, 1] }, strides: { integers: [1, 2, 2, 1] }, padding: { string: 'VALID' }, data_format: { string: 'NHWC' } };

/** A convolution with its bias, then 2 x 2 max pooling where the layer has it; its ReLU is `addRelu`'s, which of the maximum is the same as the maximum of ReLUs. */
export function addConvolutionLayer(layer: PlacedConvolution, { graph, variables, input }: LayerInput): LayerPass {
  const { name, kernel, filters, pool } = layer;
  const { channels } = layer.input;
  const weight = variableOf(variables, `${name}.weight`);
  const bias = variableOf(variables, `${name}.bias`);
  const scaledWeight = input.scale === undefined ? weight.value : graph.multiply(weight.value, input.scale);
  const pictures = graph.reshape(input.edge, [-1, layer.input.rows, layer.input.columns, channels]);
  const { padded, attributes } = addPadding(graph, layer, pictures);
  const convolved = graph.add('BiasAdd', [graph.add('Conv2D', [padded, scaledWeight], attributes), bias.value], { T: float32 });
  const output = pool ? graph.add('MaxPool', [convolved], pooling) : convolved;
  return {
    output: { edge: output },
    backward(outputGradient) {
      const gradient = pool ? graph.add('MaxPoolGrad', [convolved, output, outputGradient], pooling) : outputGradient;
      const filterShape = graph.integers([4], [kernel, kernel, channels, filters]);
      const weightGradient = graph.add('Conv2DBackpropFilter', [padded, filterShape, gradient], attributes);
      return {
        parameterGradients: [
          { name: `${name}.weight`, gradient: input.scale === undefined ? weightGradient : graph.multiply(weightGradient, input.scale) },
          { name: `${name}.bias`, gradient: graph.add('BiasAddGrad', [gradient], { T: float32 }) },
        ],
        inputGradient: () => addInputGradient(graph, layer, { pictures, weight: scaledWeight, outputGradient: gradient }),
      };
    },
  };
}

/** Pictures as the convolution takes them. Padded beforehand, they are convolved at a stride twice as fast as by EXPLICIT padding. */
function addPadding(graph: Graph, layer: PlacedConvolution, pictures: Edge): { padded: Edge; attributes: Record<string, AttributeValue> } {
  if (layer.stride === 1) return { padded: pictures, attributes: sizeKeeping };
  const padded = graph.add('Pad', [pictures, graph.integers([4, 2], paddings(layer))], { T: float32, Tpaddings: { type: DataType.int32 } });
  return { padded, attributes: ofPadded(layer.stride) };
}
