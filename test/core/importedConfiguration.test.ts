import { expect, test } from 'vitest';
import { importedConfiguration } from '../../src/core/importedConfiguration';
import { models } from '../../src/core/models';

const origin = { run: 'a-run', epoch: 1, step: 0, seed: 7, dataset: 'd'.repeat(64), validationCount: 5000 };

test('the notebook’s model goes on by its recipe', () => {
  expect(importedConfiguration({ layers: models.softmax.layers, origin: undefined }, 3)).toMatchObject({
    recipe: 'imported',
    model: 'softmax',
    rounds: [],
    seed: 3,
    validationCount: 10_000,
    optimizer: { kind: 'sgd', learningRate: 0.001 },
  });
});

test('a model of the catalogue without a recipe goes on by Adam', () => {
  expect(importedConfiguration({ layers: models.lenet.layers, origin: undefined }, 3)).toMatchObject({ model: 'lenet', optimizer: { kind: 'adam', learningRate: 0.001 } });
});

test('any other layers too, with the split that the file names', () => {
  const layers = [{ kind: 'dense' as const, outputs: 33, dropout: 0 }, { kind: 'dense' as const, outputs: 10, dropout: 0 }];
  expect(importedConfiguration({ layers, origin }, 3)).toMatchObject({ model: 'custom', layers, seed: 7, validationCount: 5000 });
});
