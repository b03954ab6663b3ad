import { DataType } from './savedModelFile';
import type { LayerInput, LayerPass } from './layerPass';
import { variableOf } from './variables';

const float32 = { type: DataType.float32 };

/**
 * `y = x Wᵀ + b`. The product is taken as `W xᵀ`, `[outputs, n]`, and then transposed: TensorFlow multiplies these
 * shapes (10 outputs, 784 inputs) faster that way round.
 */
export function addDenseLayer(name: string, { graph, variables, input }: LayerInput): LayerPass {
  const weight = variableOf(variables, `${name}.weight`);
  const bias = variableOf(variables, `${name}.bias`);
  const product = graph.transpose(graph.matMul(weight.value, input.edge, 'b'));
  const scaled = input.scale === undefined ? product : graph.multiply(product, input.scale);
  const output = graph.add('BiasAdd', [scaled, bias.value], { T: float32 });
  return {
    output: { edge: output },
    backward(outputGradient) {
      const scaledGradient = input.scale === undefined ? outputGradient : graph.multiply(outputGradient, input.scale);
      return {
        parameterGradients: [
          { name: `${name}.weight`, gradient: graph.matMul(scaledGradient, input.edge, 'a') },
          { name: `${name}.bias`, gradient: graph.add('BiasAddGrad', [outputGradient], { T: float32 }) },
        ],
        inputGradient: () => graph.matMul(scaledGradient, weight.value),
      };
    },
  };
}
