import { describe, expect, it } from 'vitest';
import { describeReading, parseCheckpoint } from '../../../src/core/formats/checkpoint';
import { formatPth } from '../../../src/core/formats/pth';
import { formatSafetensors } from '../../../src/core/formats/safetensors';
import { models } from '../../../src/core/models';
import type { Tensor } from '../../../src/core/stateDict';

const weight: Tensor = { shape: [10, 784], data: new Float32Array(7840).fill(0.5) };
const bias: Tensor = { shape: [10], data: new Float32Array(10).fill(2) };
const pth = (...tensors: [string, Tensor][]) => formatPth(new Map(tensors));

describe('weights from elsewhere', () => {
  it('are those of a model whose names they have', () => {
    const read = parseCheckpoint(pth(['linear.weight', weight], ['linear.bias', bias]), 'f');
    expect(read).toEqual({ layers: models.softmax.layers, stateDict: new Map([['linear.weight', weight], ['linear.bias', bias]]), origin: undefined, renamed: [], ignored: [] });
  });

  it.each([
    ['a prefix', ['module.linear.weight', 'module.linear.bias']],
    ['other names', ['net.0.weight', 'net.0.bias']],
  ])('may have %s', (_, [weightName = '', biasName = '']) => {
    const { stateDict, renamed } = parseCheckpoint(pth([weightName, weight], [biasName, bias]), 'f');
    expect(stateDict).toEqual(new Map([['linear.weight', weight], ['linear.bias', bias]]));
    expect(renamed).toEqual([{ from: weightName, to: 'linear.weight' }, { from: biasName, to: 'linear.bias' }]);
  });

  it('may come in the order of their names, as safetensors writes them', () => {
    const bytes = formatSafetensors({ tensors: new Map([['0.bias', bias], ['0.weight', weight]]), metadata: {} });
    expect([...parseCheckpoint(bytes, 'f').stateDict]).toEqual([['linear.weight', weight], ['linear.bias', bias]]);
  });

  it('may be said to be those of a model', () => {
    expect(parseCheckpoint(pth(['linear.weight', weight], ['linear.bias', bias]), 'f', 'softmax').layers).toEqual(models.softmax.layers);
  });

  const mend = 'Choose another file, or save the weights of a model of this shape.';
  it.each([
    ['something is missing', [['linear.weight', weight]], 'linear.bias [10] is missing'],
    ['there is too much', [['linear.weight', weight], ['linear.bias', bias], ['linear2.bias', bias]], 'linear2.bias [10] belongs to no layer'],
    ['a shape differs', [['linear.weight', { ...weight, shape: [784, 10] }], ['linear.bias', bias]], 'linear.weight has the shape [784, 10] instead of [10, 784]'],
  ] as [string, [string, Tensor][], string][])('are refused where %s', (_, tensors, misfit) => {
    expect(() => parseCheckpoint(pth(...tensors), 'f')).toThrow(`f fits no model. For "Softmax regression", ${misfit}. ${mend}`);
    expect(() => parseCheckpoint(pth(...tensors), 'f', 'softmax')).toThrow(`f does not fit its model: ${misfit}. ${mend}`);
  });

  it('are refused with a short list where much does not fit', () => {
    const tensors = Array.from({ length: 20 }, (_, index): [string, Tensor] => [`layer${index}.bias`, bias]);
    expect(() => parseCheckpoint(pth(...tensors), 'f')).toThrow('layer5.bias [10] belongs to no layer and 14 more.');
  });
});

describe('describeReading', () => {
  it('says what was renamed and left out', () => {
    const read = { ...parseCheckpoint(pth(['0.weight', weight], ['0.bias', bias]), 'f'), ignored: ['epoch', 'optimizer'] };
    expect(describeReading(read)).toEqual([
      '0.weight was taken as linear.weight.',
      '0.bias was taken as linear.bias.',
      'Left out, since the model has no place for it: epoch, optimizer.',
    ]);
  });
});
