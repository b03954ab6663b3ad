import * as v from 'valibot';
import { layerLimits, layerListSchema, type ConvolutionLayer, type DenseLayer, type Layer } from '../../core/layers';

/** What keeps a list of layers from being a model: of the layer at `index`, or of the list as a whole where that is absent. */
export interface LayerProblem {
  readonly index: number | undefined;
  readonly message: string;
}

const newConvolution: ConvolutionLayer = { kind: 'conv', filters: 16, kernel: 3, stride: 1, pool: false, dropout: 0 };
const newDense: DenseLayer = { kind: 'dense', outputs: 64, dropout: 0 };

/** With another layer where it fits: a convolution after the last one, a dense layer before the logits. */
export function addLayer(layers: readonly Layer[], kind: Layer['kind']): Layer[] {
  const place = kind === 'conv' ? layers.findLastIndex((layer) => layer.kind === 'conv') + 1 : layers.length - 1;
  return layers.toSpliced(place, 0, kind === 'conv' ? newConvolution : newDense);
}

export function removeLayer(layers: readonly Layer[], index: number): Layer[] {
  return layers.toSpliced(index, 1);
}

/** With the layer one place further up or down; without effect at the ends. */
export function moveLayer(layers: readonly Layer[], index: number, by: -1 | 1): Layer[] {
  const [layer, other] = [layers[index], layers[index + by]];
  return layer && other ? layers.with(index, other).with(index + by, layer) : [...layers];
}

/** Whether there is room for one more. */
export function hasRoom(layers: readonly Layer[]): boolean {
  return layers.length < layerLimits.layers;
}

/** The first thing that is wrong, in a sentence for a person; nothing where the layers make a model. */
export function findLayerProblem(layers: readonly Layer[]): LayerProblem | undefined {
  const result = v.safeParse(layerListSchema, layers);
  if (result.success) return undefined;
  const [{ message, path }] = result.issues;
  const [index, field] = path?.map(({ key }) => key) ?? [];
  if (typeof index !== 'number') return { index: undefined, message: `The layers ${message}.` };
  return { index, message: `${fieldNames[String(field)] ?? 'It'} ${message}.` };
}

const fieldNames: Readonly<Record<string, string>> = { kind: 'The kind', filters: 'Filters', kernel: 'The kernel', stride: 'The stride', pool: 'Pooling', outputs: 'The width', dropout: 'Dropout' };
