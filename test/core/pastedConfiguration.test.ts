import { expect, test } from 'vitest';
import { parsePastedConfiguration } from '../../src/core/pastedConfiguration';
import { configurationOf } from '../../src/core/recipes';

const configuration = configurationOf('notebook', 7, { learningRate: 0.01 });

test('a configuration that was copied is what is pasted', () => {
  expect(parsePastedConfiguration(JSON.stringify(configuration))).toEqual(configuration);
});

test.each<[string, string, string]>([
  ['text', 'hello', 'The clipboard is not JSON'],
  ['another thing', '[1]', 'The clipboard: '],
  ['a batch that is too large', JSON.stringify({ ...configuration, batchSize: 5000 }), 'batchSize must be a whole number from 1 to 4096'],
  ['a model that is not here', JSON.stringify({ ...configuration, model: '../../x' }), 'the model "../../x" is not one of: softmax'],
  ['other layers than its model has', JSON.stringify({ ...configuration, layers: [{ kind: 'dense', outputs: 20 }, { kind: 'dense', outputs: 10 }] }), 'The clipboard'],
  ['a recipe that leads to another folder', JSON.stringify({ ...configuration, recipe: '../x' }), 'recipe must be a name of letters'],
  ['no epochs', JSON.stringify({ ...configuration, rounds: [] }), 'rounds must have a number of epochs'],
])('%s is refused', (_, text, sentence) => {
  expect(() => parsePastedConfiguration(text)).toThrow(sentence);
});
