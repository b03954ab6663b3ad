import { describe, expect, it } from 'vitest';
import { layerListSchema, parameterCount, parameterSpecs, placeLayers, type LayerList } from '../../src/core/layers';
import { models } from '../../src/core/models';
import { parse } from '../../src/core/parse';

function parseLayers(layers: unknown): LayerList {
  return parse(layerListSchema, layers, { code: 'layers', what: 'The layers', mend: 'Change them.' });
}

const logits = { kind: 'dense', outputs: 10 };
const conv = (rest: object = {}) => ({ kind: 'conv', filters: 4, kernel: 3, ...rest });

describe('a list of layers', () => {
  it('has stride 1, no pooling and no dropout where it does not say', () => {
    expect(parseLayers([conv(), logits])).toEqual([
      { kind: 'conv', filters: 4, kernel: 3, stride: 1, pool: false, dropout: 0 },
      { kind: 'dense', outputs: 10, dropout: 0 },
    ]);
  });

  it.each<[string, unknown[], string]>([
    ['no layer', [], 'it must be 1 to 12 layers, but is 0 layers.'],
    ['13 layers', Array.from({ length: 13 }, () => logits), 'it must be 1 to 12 layers, but is 13 layers.'],
    ['an unknown kind', [{ kind: 'lstm' }, logits], '0.kind must be "conv" or "dense", but is "lstm".'],
    ['zero filters', [conv({ filters: 0 }), logits], '0.filters must be a whole number from 1 to 256, but is 0.'],
    ['half a filter', [conv({ filters: 1.5 }), logits], '0.filters must be a whole number from 1 to 256, but is 1.5.'],
    ['an even kernel', [conv({ kernel: 4 }), logits], '0.kernel must be one of: 1, 3, 5, 7, but is 4.'],
    ['a stride of 4', [conv({ stride: 4 }), logits], '0.stride must be one of: 1, 2, 3, but is 4.'],
    ['dropout of everything', [conv({ dropout: 1 }), logits], '0.dropout must be a number from 0 to 0.9, but is 1.'],
    ['pooling 7 x 7', [conv({ stride: 2, pool: true }), conv({ pool: false, stride: 1 }), conv({ pool: true }), logits], '2.pool must be false here: a picture of 7 x 7 has no whole pairs of rows to pool, but is true.'],
    ['pooling what has vanished', [conv({ stride: 3, pool: true }), conv({ stride: 3 }), conv({ stride: 3, pool: true }), logits], '2.pool must be false here: a picture of 1 x 1 has no whole pairs of rows to pool, but is true.'],
    ['a convolution at the end', [conv()], '0.kind must be "dense" for the last layer, which puts out 10 logits, but is conv.'],
    ['a convolution after a dense layer', [{ kind: 'dense', outputs: 20 }, conv(), logits], '1.kind must be "dense" after a dense layer: no picture is left to look at, but is conv.'],
    ['nine logits', [{ kind: 'dense', outputs: 9 }], '0.outputs must be 10 for the last layer, a logit for each digit, but is 9.'],
    ['dropout of logits', [{ ...logits, dropout: 0.1 }], '0.dropout must be 0 for the last layer, but is 0.1.'],
    ['too wide a layer', [{ kind: 'dense', outputs: 4097 }, logits], '0.outputs must be a whole number from 1 to 4096, but is 4097.'],
    // 784 * 4096 + 4096, 4096 * 4096 + 4096 and 40,970.
    ['twenty million parameters', [{ kind: 'dense', outputs: 4096 }, { kind: 'dense', outputs: 4096 }, logits], 'it must have at most 4000000 parameters in all, not 20037642, but is 3 layers.'],
    // 784 pixels of 256, 256 and 8 filters, and 10 logits.
    ['too large pictures', [conv({ filters: 256 }), conv({ filters: 256, kernel: 1 }), conv({ filters: 8, kernel: 1 }), logits], 'it must put out at most 400000 numbers for an image, not 407690: fewer filters, or a stride or pooling before them, but is 4 layers.'],
  ])('cannot have %s', (_, layers, sentence) => {
    expect(() => parseLayers(layers)).toThrow(`The layers: ${sentence} Change them.`);
  });

  it.each(Object.entries(models))('of the catalogue is within the limits: %s', (_, { layers }) => {
    expect(parseLayers(layers)).toEqual(layers);
  });
});

describe('placeLayers', () => {
  const placed = placeLayers(parseLayers([conv({ filters: 5, kernel: 7, stride: 3 }), conv({ filters: 6, pool: true }), { kind: 'dense', outputs: 12 }, logits]));

  it('names layers by kind, from 1', () => {
    expect(placed.map(({ name }) => name)).toEqual(['conv1', 'conv2', 'linear1', 'linear2']);
  });

  it('names the only layer linear', () => {
    expect(placeLayers(models.softmax.layers).map(({ name }) => name)).toEqual(['linear']);
  });

  it('gives a convolution the pictures that PyTorch has', () => {
    // (28 + 2 * 3 - 7) / 3 + 1 is 10; then 10 stays 10 and is halved.
    expect(placed.slice(0, 2)).toMatchObject([
      { input: { rows: 28, columns: 28, channels: 1 }, convolved: { rows: 10, columns: 10, channels: 5 }, output: { rows: 10, columns: 10, channels: 5 } },
      { input: { rows: 10, columns: 10, channels: 5 }, convolved: { rows: 10, columns: 10, channels: 6 }, output: { rows: 5, columns: 5, channels: 6 } },
    ]);
  });

  it('gives the first dense layer the flattened picture', () => {
    expect(placed.slice(2)).toMatchObject([
      { inputs: 150, flattened: { rows: 5, columns: 5, channels: 6 }, isLast: false },
      { inputs: 12, flattened: undefined, isLast: true },
    ]);
  });

  it('gives a dense layer without convolutions the pixels', () => {
    expect(placeLayers(models.mlp.layers)).toMatchObject([
      { inputs: 784, flattened: undefined },
      { inputs: 512, flattened: undefined },
    ]);
  });
});

describe('parameters', () => {
  it('have the names, shapes and fan-in of PyTorch', () => {
    expect(parameterSpecs(parseLayers([conv({ filters: 5, stride: 2, pool: true }), conv({ filters: 6, kernel: 1 }), logits]))).toEqual([
      { name: 'conv1.weight', shape: [5, 1, 3, 3], fanIn: 9 },
      { name: 'conv1.bias', shape: [5], fanIn: 9 },
      { name: 'conv2.weight', shape: [6, 5, 1, 1], fanIn: 5 },
      { name: 'conv2.bias', shape: [6], fanIn: 5 },
      { name: 'linear1.weight', shape: [10, 294], fanIn: 294 },
      { name: 'linear1.bias', shape: [10], fanIn: 294 },
    ]);
  });

  it.each([
    ['softmax', 7850], // 784 * 10 + 10
    ['mlp', 407_050], // 784 * 512 + 512 + 512 * 10 + 10
    ['mlp-deep', 535_818], // 784 * 512 + 512 + 512 * 256 + 256 + 256 * 10 + 10
    ['cnn-small', 155_842], // 25 * 16 + 16 + 144 * 24 + 24 + 1176 * 128 + 128 + 1290
    ['cnn-fast', 215_370], // 25 * 16 + 16 + 400 * 32 + 32 + 1568 * 128 + 128 + 1290
    ['lenet', 105_194], // 25 * 8 + 8 + 200 * 16 + 16 + 784 * 128 + 128 + 1290
    ['cnn-large', 467_186], // 240 + 5208 + 10,416 + 20,784 + 27,712 + 3136 * 128 + 128 + 1290
  ] as const)('of %s are %i', (id, count) => {
    expect(parameterCount(models[id].layers)).toBe(count);
  });
});
