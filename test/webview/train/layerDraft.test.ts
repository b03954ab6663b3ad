import { describe, expect, test } from 'vitest';
import { models } from '../../../src/core/models';
import { addLayer, findLayerProblem, hasRoom, moveLayer, removeLayer } from '../../../src/webview/train/layerDraft';

const { lenet, softmax } = models;
const kinds = (layers: readonly { readonly kind: string }[]) => layers.map(({ kind }) => kind).join(' ');

describe('a layer is added where it fits', () => {
  test.each([
    ['conv', softmax.layers, 'conv dense'],
    ['dense', softmax.layers, 'dense dense'],
    ['conv', lenet.layers, 'conv conv conv dense dense'],
    ['dense', lenet.layers, 'conv conv dense dense dense'],
  ] as const)('%s', (kind, layers, found) => {
    const added = addLayer(layers, kind);
    expect(kinds(added)).toBe(found);
    expect(findLayerProblem(added)).toBeUndefined();
  });
});

test('a layer moves by one place, and stays at an end', () => {
  expect(moveLayer(lenet.layers, 0, 1).slice(0, 2)).toEqual([lenet.layers[1], lenet.layers[0]]);
  expect(moveLayer(lenet.layers, 0, -1)).toEqual(lenet.layers);
});

test('a layer is removed', () => {
  expect(removeLayer(lenet.layers, 0)).toEqual(lenet.layers.slice(1));
});

test('twelve layers are the most', () => {
  const eleven = Array.from({ length: 10 }).reduce<ReturnType<typeof addLayer>>((layers) => addLayer(layers, 'dense'), [...softmax.layers]);
  expect([hasRoom(eleven), hasRoom(addLayer(eleven, 'dense'))]).toEqual([true, false]);
});

describe('what is wrong stands beside its layer', () => {
  test('pooling an odd picture', () => {
    const strided = { ...lenet.layers[0], stride: 2 as const };
    // 28 / 2 = 14, pooled 7: the second layer has 7 rows.
    expect(findLayerProblem(lenet.layers.with(0, strided))).toEqual({ index: 1, message: 'Pooling must be false here: a picture of 7 x 7 has no whole pairs of rows to pool.' });
  });

  test('a convolution after a dense layer', () => {
    expect(findLayerProblem(moveLayer(lenet.layers, 1, 1))).toEqual({ index: 2, message: 'The kind must be "dense" after a dense layer: no picture is left to look at.' });
  });

  test('or under all, where it is of all', () => {
    const wide = { kind: 'dense' as const, outputs: 4096, dropout: 0 };
    expect(findLayerProblem([wide, wide, ...softmax.layers])).toEqual({ index: undefined, message: 'The layers must have at most 4000000 parameters in all, not 20037642.' });
  });
});
