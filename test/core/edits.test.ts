import { expect, test } from 'vitest';
import { editConfiguration } from '../../src/core/edits';
import { models } from '../../src/core/models';
import { configurationOf } from '../../src/core/recipes';

const notebook = configurationOf('notebook', 1);

test('no edits change nothing', () => {
  expect(editConfiguration(notebook, {})).toEqual(notebook);
});

test('layers of the catalogue have their name there', () => {
  expect(editConfiguration(notebook, { layers: [...models.lenet.layers] })).toMatchObject({ model: 'lenet', layers: models.lenet.layers });
});

test('other layers are a model custom', () => {
  const layers = [{ kind: 'dense' as const, outputs: 33, dropout: 0 }, { kind: 'dense' as const, outputs: 10, dropout: 0 }];
  expect(editConfiguration(notebook, { layers })).toMatchObject({ model: 'custom', layers });
});

test('as many epochs as the rounds have together leave the rounds', () => {
  expect(editConfiguration(notebook, { epochs: 20 }).rounds).toEqual([5, 5, 5, 5]);
});

test('null turns off what the recipe has', () => {
  const people = configurationOf('people', 1);
  expect(editConfiguration({ ...people, earlyStopping: { patience: 3 } }, { augmentation: null, earlyStopping: null })).toMatchObject({ augmentation: null, earlyStopping: null });
});

test('another optimizer holds from the first step on, whatever was changed in mid-run', () => {
  const changed = { ...notebook, interventions: [{ step: 5, field: 'learningRate' as const, value: 1 }] };
  const optimizer = { ...notebook.optimizer, learningRate: 0.5 };
  expect(editConfiguration(changed, { optimizer })).toMatchObject({ optimizer: { learningRate: 0.5 }, interventions: [] });
  expect(editConfiguration(changed, { batchSize: 64 }).interventions).toEqual(changed.interventions);
});
