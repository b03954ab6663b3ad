import type { PlacedConvolution } from '../../core/layers';
import { addInputGradient } from './convolutionInputGradient';
import { convolutionAttributes } from './convolutionAttributes';
import type { LayerInput, LayerPass } from './layerPass';
import { DataType } from './savedModelFile';
import { variableOf } from './variables';

const float32 = { type: DataType.float32 };
const pooling = { T: float32, ksize: { integers: [1, 2, 2, 1] }, strides: { integers: [1, 2, 2, 1] }, padding: { string: 'VALID' }, data_format: { string: 'NHWC' } };

/** A convolution with its bias, then 2 x 2 max pooling where the layer has it; its ReLU is `addRelu`'s, which of the maximum is the same as the maximum of ReLUs. */
export function addConvolutionLayer(layer: PlacedConvolution, { graph, variables, input }: LayerInput): LayerPass {
  const { name, kernel, filters, pool } = layer;
  const { channels } = layer.input;
  const weight = variableOf(variables, `${name}.weight`);
  const bias = variableOf(variables, `${name}.bias`);
  const attributes = convolutionAttributes(layer);
  const scaledWeight = input.scale === undefined ? weight.value : graph.multiply(weight.value, input.scale);
  const pictures = graph.reshape(input.edge, [-1, layer.input.rows, layer.input.columns, channels]);
  const convolved = graph.add('BiasAdd', [graph.add('Conv2D', [pictures, scaledWeight], attributes), bias.value], { T: float32 });
  const output = pool ? graph.add('MaxPool', [convolved], pooling) : convolved;
  return {
    output: { edge: output },
    backward(outputGradient) {
      const gradient = pool ? graph.add('MaxPoolGrad', [convolved, output, outputGradient], pooling) : outputGradient;
      const filterShape = graph.integers([4], [kernel, kernel, channels, filters]);
      const weightGradient = graph.add('Conv2DBackpropFilter', [pictures, filterShape, gradient], attributes);
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
