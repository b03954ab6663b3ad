import { describe, expect, it } from 'vitest';
import { checkpointName, formatCheckpoint, parseCheckpoint, parseCheckpointName, type Checkpoint } from '../../src/core/formats/checkpoint';
import { formatSafetensors } from '../../src/core/formats/safetensors';
import { models } from '../../src/core/models';
import type { StateDict } from '../../src/core/stateDict';

function weights(change: (weight: Float32Array) => void = () => undefined): StateDict {
  const weight = Float32Array.from({ length: 7840 }, (_, i) => i / 7840);
  change(weight);
  return new Map([
    ['linear.weight', { shape: [10, 784], data: weight }],
    ['linear.bias', { shape: [10], data: Float32Array.from({ length: 10 }, (_, i) => -i) }],
  ]);
}

const checkpoint: Checkpoint = {
  layers: models.softmax.layers,
  stateDict: weights(),
  origin: { run: '2026-11-23-143207-softmax-notebook', epoch: 5, step: 0, seed: 4294967295, dataset: 'a'.repeat(64), validationCount: 5000 },
};

describe('parseCheckpoint', () => {
  it('reads what formatCheckpoint writes', () => {
    expect(parseCheckpoint(formatCheckpoint(checkpoint), 'c')).toEqual({ ...checkpoint, renamed: [], ignored: [] });
  });

  it('knows a bare state dict by its names and shapes', () => {
    const bytes = formatSafetensors({ tensors: weights(), metadata: {} });
    expect(parseCheckpoint(bytes, 'c')).toEqual({ ...checkpoint, origin: undefined, renamed: [], ignored: [] });
  });

  it('refuses a file cut short', () => {
    expect(() => parseCheckpoint(formatCheckpoint(checkpoint).subarray(0, 20_000), 'c')).toThrow('c: it ends inside tensor "linear.weight". The file is damaged or not a checkpoint: choose another.');
  });

  it('refuses a bare state dict of another model', () => {
    const bytes = formatSafetensors({ tensors: new Map([['fc.weight', { shape: [1, 2], data: Float32Array.of(1, 2) }]]), metadata: {} });
    expect(() => parseCheckpoint(bytes, 'c')).toThrow(
      'c fits no model. For "Softmax regression", linear.weight [10, 784] is missing, linear.bias [10] is missing, fc.weight [1, 2] belongs to no layer. Choose another file',
    );
  });

  it.each([
    ['a missing tensor', (tensors: Map<string, unknown>) => tensors.delete('linear.bias'), 'linear.bias [10] is missing'],
    ['an extra tensor', (tensors: Map<string, unknown>) => tensors.set('extra', { shape: [1], data: Float32Array.of(1) }), 'extra [1] belongs to no layer'],
    ['another shape', (tensors: Map<string, unknown>) => tensors.set('linear.bias', { shape: [2, 5], data: new Float32Array(10) }), 'linear.bias has the shape [2, 5] instead of [10]'],
  ])('refuses %s', (_, change, sentence) => {
    const tensors = new Map(weights());
    change(tensors);
    const bytes = formatSafetensors({ tensors, metadata: { model: JSON.stringify(models.softmax.layers) } });
    expect(() => parseCheckpoint(bytes, 'c')).toThrow(`c does not fit its model: ${sentence}. Choose another file, or save the weights of a model of this shape.`);
  });

  it.each([NaN, Infinity])('refuses the value %d', (value) => {
    const stateDict = weights((weight) => (weight[42] = value));
    expect(() => parseCheckpoint(formatCheckpoint({ ...checkpoint, stateDict }), 'c')).toThrow(
      'c: linear.weight has a value that is not a finite number, at index 42. Choose an earlier checkpoint.',
    );
  });

  it('refuses a description of layers that cannot be', () => {
    const bytes = formatSafetensors({ tensors: weights(), metadata: { model: '[{"kind":"dense","outputs":1000000000}]' } });
    expect(() => parseCheckpoint(bytes, 'c')).toThrow('c: its description: 0.outputs');
  });
});

describe('checkpointName', () => {
  it('counts the epochs that are done', () => {
    expect(checkpointName({ epoch: 5, step: 0 })).toBe('epoch-0005');
  });

  it('counts the steps into the next one', () => {
    expect(checkpointName({ epoch: 7, step: 212 })).toBe('epoch-0007-step-0212');
  });
});

describe('parseCheckpointName', () => {
  it.each([
    ['epoch-0005', { epoch: 5, step: 0 }],
    ['epoch-0007-step-0212', { epoch: 7, step: 212 }],
    ['epoch-0005.resume', undefined],
    ['epoch-5', undefined],
  ])('%s', (name, position) => {
    expect(parseCheckpointName(name)).toEqual(position);
  });
});
