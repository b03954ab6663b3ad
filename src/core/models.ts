import * as v from 'valibot';
import { classCount, type ConvolutionLayer, type DenseLayer, type LayerList } from './layers';

/** A model of the catalogue. */
export interface CatalogueModel {
  readonly title: string;
  /** What it is, in one plain sentence. */
  readonly description: string;
  readonly layers: LayerList;
}

const logits = dense(classCount);

/** The catalogue of models. A checkpoint without a model's description is matched against these. */
export const models = {
  softmax: {
    title: 'Softmax regression',
    description: 'A weighted sum of all pixels for each digit: the smallest model, and the one whose reasons can be drawn.',
    layers: [logits],
  },
  mlp: {
    title: 'MLP, one hidden layer',
    description: '512 neurons between pixels and digits, each of which looks at the whole picture.',
    layers: [dense(512, { dropout: 0.2 }), logits],
  },
  'mlp-deep': {
    title: 'MLP, two hidden layers',
    description: '512 neurons look at the whole picture, and 256 more at what those found.',
    layers: [dense(512, { dropout: 0.2 }), dense(256, { dropout: 0.2 }), logits],
  },
  'cnn-small': {
    title: 'Small CNN, strided',
    description: '16 filters and 24 small ones look at every second place of the picture: hardly more than 99 of 100 digits need.',
    layers: [conv(16, 5, { stride: 2 }), conv(24, 3, { stride: 2 }), dense(128), logits],
  },
  'cnn-fast': {
    title: 'Fast CNN, strided',
    description: 'Small filters look at every second place of the picture: quick, and good at handwriting.',
    layers: [conv(16, 5, { stride: 2 }), conv(32, 5, { stride: 2 }), dense(128), logits],
  },
  lenet: {
    title: 'LeNet-like CNN, pooled',
    description: 'Small filters look at every place, and of each four answers the strongest counts: much as LeNet of 1998.',
    layers: [conv(8, 5, { pool: true }), conv(16, 5, { pool: true }), dense(128), logits],
  },
  'cnn-large': {
    title: 'Larger CNN, 3 x 3 with dropout',
    description: 'Five layers of 3 x 3 filters, parts of which are switched off at random while it learns: slow, and the most accurate.',
    layers: [conv(24, 3), conv(24, 3, { pool: true }), conv(48, 3), conv(48, 3, { pool: true, dropout: 0.1 }), conv(64, 3, { dropout: 0.2 }), dense(128, { dropout: 0.4 }), logits],
  },
} as const satisfies Record<string, CatalogueModel>;

export type ModelId = keyof typeof models;

export const modelIdSchema = v.custom<ModelId>((id) => typeof id === 'string' && Object.hasOwn(models, id), `must be one of: ${Object.keys(models).join(', ')}`);

/** What a configuration calls a model that is not of the catalogue. */
export const customModel = 'custom';

/** What a configuration calls the model of these layers: its id in the catalogue, or `custom`. */
export function modelOf(layers: LayerList): ModelId | typeof customModel {
  const text = JSON.stringify(layers);
  return modelIds.find((id) => JSON.stringify(models[id].layers) === text) ?? customModel;
}

/** The title of a model by what a configuration calls it. */
export function modelTitle(model: string): string {
  return findModel(model)?.title ?? 'Layers of your own';
}

/** What a model is, by what a configuration calls it. */
export function modelDescription(model: string): string {
  return findModel(model)?.description ?? 'A network that you built yourself.';
}

const modelIds = Object.keys(models) as ModelId[];

function findModel(model: string): CatalogueModel | undefined {
  return Object.entries<CatalogueModel>(models).find(([id]) => id === model)?.[1];
}

/** A convolution of k x k filters. */
function conv(filters: number, kernel: ConvolutionLayer['kernel'], rest: Partial<ConvolutionLayer> = {}): ConvolutionLayer {
  return { kind: 'conv', filters, kernel, stride: 1, pool: false, dropout: 0, ...rest };
}

function dense(outputs: number, { dropout = 0 }: Partial<DenseLayer> = {}): DenseLayer {
  return { kind: 'dense', outputs, dropout };
}
