import { expect, test } from 'vitest';
import { parsePastedConfiguration } from '../../src/core/pastedConfiguration';
import { configurationOf } from '../../src/core/recipes';

const own = [{ kind: 'dense', outputs: 20, dropout: 0 }, { kind: 'dense', outputs: 10, dropout: 0 }];
const configuration = configurationOf('notebook', 7, { batchSize: 64 });

test('a configuration that was copied is what is pasted', () => {
  expect(parsePastedConfiguration(JSON.stringify(configuration))).toEqual(configuration);
});

test('layers of one’s own are pasted as the model custom', () => {
  const built = { ...configuration, model: 'custom', layers: own };
  expect(parsePastedConfiguration(JSON.stringify(built))).toEqual(built);
});

test.each<[string, string, string]>([
  ['text', 'hello', 'The clipboard is not JSON'],
  ['another thing', '[1]', 'The clipboard: '],
  ['a batch that is too large', JSON.stringify({ ...configuration, batchSize: 5000 }), 'batchSize must be a whole number from 1 to 4096'],
  ['a model that is not here', JSON.stringify({ ...configuration, model: '../../x' }), 'the model "../../x" is not one of: softmax, mlp, mlp-deep, cnn-small, cnn-fast, lenet, cnn-large, custom. Copy'],
  ['other layers than its model has', JSON.stringify({ ...configuration, layers: own }), 'The clipboard: layers must be those of the model "softmax", or the model "custom". Copy'],
  ['layers that cannot be', JSON.stringify({ ...configuration, model: 'custom', layers: [{ kind: 'dense', outputs: 20 }] }), 'layers.0.outputs must be 10 for the last layer'],
  ['a recipe that leads to another folder', JSON.stringify({ ...configuration, recipe: '../x' }), 'recipe must be a name of letters'],
  ['no epochs', JSON.stringify({ ...configuration, rounds: [] }), 'rounds must have a number of epochs'],
])('%s is refused', (_, text, sentence) => {
  expect(() => parsePastedConfiguration(text)).toThrow(sentence);
});
