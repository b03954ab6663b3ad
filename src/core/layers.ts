import * as v from 'valibot';
import { elementCount, type TensorSpec } from './stateDict';

/** `y = x Wᵀ + b`, as `torch.nn.Linear(inputs, outputs)`: weight `[outputs, inputs]`, bias `[outputs]`. */
export type DenseLayer = v.InferOutput<typeof denseLayerSchema>;
export type Layer = DenseLayer;

/** What a model is: its layers, first to last. The input is 784 pixels / 255, the output ten logits. */
export type LayerList = readonly Layer[];

/** A parameter of a layer, under its name in the state dict. */
export interface ParameterSpec extends TensorSpec {
  /** Inputs of one output: PyTorch's default initialisation is uniform in ±1/√fanIn, for weight and bias alike. */
  readonly fanIn: number;
}

export const imageRows = 28;
export const imageColumns = 28;
export const pixelCount = imageRows * imageColumns;
export const classCount = 10;

const denseLayerSchema = v.strictObject({
  kind: v.literal('dense'),
  inputs: v.literal(pixelCount),
  outputs: v.literal(classCount),
});

/** The schema of a list of layers. So far the one list there is: a single dense layer, 784 -> 10. */
export const layerListSchema = v.pipe(v.array(denseLayerSchema), v.length(1));

/** The layer's parameters by their names in PyTorch's state dict; a model of one dense layer calls it `linear`. */
export function parameterSpecs(layers: LayerList): ParameterSpec[] {
  return layers.flatMap((layer) => [
    { name: 'linear.weight', shape: [layer.outputs, layer.inputs], fanIn: layer.inputs },
    { name: 'linear.bias', shape: [layer.outputs], fanIn: layer.inputs },
  ]);
}

/** The number of numbers that training adjusts: 7,850 for the notebook's model. */
export function parameterCount(layers: LayerList): number {
  return parameterSpecs(layers).reduce((sum, { shape }) => sum + elementCount(shape), 0);
}
