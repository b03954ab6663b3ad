import * as v from 'valibot';
import { classCount, pixelCount, type LayerList } from './layers';

/** The catalogue of models. A checkpoint without a model's description is matched against these. */
export const models = {
  softmax: {
    title: 'Softmax regression',
    layers: [{ kind: 'dense', inputs: pixelCount, outputs: classCount }],
  },
} as const satisfies Record<string, { title: string; layers: LayerList }>;

export type ModelId = keyof typeof models;

export const modelIdSchema = v.custom<ModelId>((id) => typeof id === 'string' && Object.hasOwn(models, id), `must be one of: ${Object.keys(models).join(', ')}`);
