import * as v from 'valibot';
import { classCount, type ConvolutionLayer, type DenseLayer, type LayerList } from './layers';

/** A model of the catalogue. */
export interface CatalogueModel {
  readonly title: string;
  readonly layers: LayerList;
}

const logits = dense(classCount);

/** The catalogue of models. A checkpoint without a model's description is matched against these. */
export const models = {
  softmax: { title: 'Softmax regression', layers: [logits] },
  mlp: { title: 'MLP, one hidden layer', layers: [dense(512, { dropout: 0.2 }), logits] },
  'mlp-deep': { title: 'MLP, two hidden layers', layers: [dense(512, { dropout: 0.2 }), dense(256, { dropout: 0.2 }), logits] },
  'cnn-fast': { title: 'Fast CNN, strided', layers: [conv(16, 5, { stride: 2 }), conv(32, 5, { stride: 2 }), dense(128), logits] },
  lenet: { title: 'LeNet-like CNN, pooled', layers: [conv(8, 5, { pool: true }), conv(16, 5, { pool: true }), dense(128), logits] },
  'cnn-large': {
    title: 'Larger CNN, 3 x 3 with dropout',
    layers: [conv(32, 3), conv(32, 3, { pool: true, dropout: 0.25 }), conv(64, 3), conv(64, 3, { pool: true, dropout: 0.25 }), dense(256, { dropout: 0.5 }), logits],
  },
} as const satisfies Record<string, CatalogueModel>;

export type ModelId = keyof typeof models;

export const modelIdSchema = v.custom<ModelId>((id) => typeof id === 'string' && Object.hasOwn(models, id), `must be one of: ${Object.keys(models).join(', ')}`);

/** A convolution of k x k filters. */
function conv(filters: number, kernel: ConvolutionLayer['kernel'], rest: Partial<ConvolutionLayer> = {}): ConvolutionLayer {
  return { kind: 'conv', filters, kernel, stride: 1, pool: false, dropout: 0, ...rest };
}

function dense(outputs: number, { dropout = 0 }: Partial<DenseLayer> = {}): DenseLayer {
  return { kind: 'dense', outputs, dropout };
}
