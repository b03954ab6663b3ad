import { pictureSize, type PlacedDense } from '../../core/layers';
import type { LayerInput, LayerPass } from './layerPass';
import { DataType } from './savedModelFile';
import { variableOf } from './variables';

const float32 = { type: DataType.float32 };

/** `y = x Wᵀ + b`, with the picture before it flattened; its ReLU is `addRelu`'s. */
export function addDenseLayer({ name, flattened }: PlacedDense, { graph, variables, input }: LayerInput): LayerPass {
  const weight = variableOf(variables, `${name}.weight`);
  const bias = variableOf(variables, `${name}.bias`);
  const rows = flattened ? graph.reshape(input.edge, [-1, pictureSize(flattened)]) : input.edge;
  const product = graph.matMul(rows, weight.value, 'b');
  const scaled = input.scale === undefined ? product : graph.multiply(product, input.scale);
  const output = graph.add('BiasAdd', [scaled, bias.value], { T: float32 });
  return {
    output: { edge: output },
    backward(outputGradient) {
      const scaledGradient = input.scale === undefined ? outputGradient : graph.multiply(outputGradient, input.scale);
      return {
        parameterGradients: [
          { name: `${name}.weight`, gradient: graph.matMul(scaledGradient, rows, 'a') },
          { name: `${name}.bias`, gradient: graph.sumOfRows(outputGradient) },
        ],
        inputGradient() {
          const gradient = graph.matMul(scaledGradient, weight.value);
          return flattened ? graph.reshape(gradient, [-1, flattened.rows, flattened.columns, flattened.channels]) : gradient;
        },
      };
    },
  };
}
