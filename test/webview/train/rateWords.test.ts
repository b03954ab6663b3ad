import { expect, test } from 'vitest';
import { describeSearch } from '../../../src/core/learningRateFinder';
import { configurationOf } from '../../../src/core/recipes';
import { describeFound, describeOutdated, describeRateChart, describeSearched, describeSearching } from '../../../src/webview/train/rateWords';

const notebook = configurationOf('notebook', 1);
const flat = describeSearch([2, 2, 2]);

test('says how far a search is', () => {
  expect(describeSearching(describeSearch([]))).toBe('Loading MNIST');
  // 1e-6 · 10^(7 · 2 / 199) = 1.18e-6
  expect(describeSearching(flat)).toBe('Rate 3 of 200: 0.0000012');
});

test('says what was found, and where nothing was', () => {
  expect(describeFound({ ...flat, suggestion: 0.02 })).toMatch(/^At 0\.02 the loss falls fastest\. /);
  const steep = { ...flat, smoothed: [2, 1, 2], learningRates: [0.001, 0.05, 0.1] };
  expect(describeFound({ ...steep, suggestion: 0.001 })).toMatch(/ A schedule that only peaks there may go up to 0\.005, a tenth of the rate at its lowest point\.$/);
  expect(describeFound({ ...steep, suggestion: 0.02 })).toMatch(/undo what was learned\.$/);
  expect(describeFound(flat)).toMatch(/^The loss fell at no rate, so none is suggested\. /);
});

test('tells the chart to whoever does not see it', () => {
  expect(describeRateChart(describeSearch([]))).toBe('Loss by learning rate: nothing measured yet');
  expect(describeRateChart({ ...flat, smoothed: [2, 1, 2], suggestion: 0.02 })).toBe(
    'Loss by learning rate: 2.000 at first, lowest 1.000 at 0.0000011, measured up to 0.0000012; suggested: 0.02',
  );
});

test('names what was searched for', () => {
  expect(describeSearched(notebook)).toBe('softmax, SGD, batches of 128');
});

test.each([
  ['epochs, seed and learning rate', configurationOf('notebook', 2, { epochs: 3, optimizer: { ...notebook.optimizer, learningRate: 0.2 } }), undefined],
  ['the batch size', configurationOf('notebook', 1, { batchSize: 64 }), 'Outdated: since then the next run has another batch size.'],
  ['the optimizer', configurationOf('softmax-best', 1), 'Outdated: since then the next run has another optimizer.'],
  ['much of it', configurationOf('mlp', 1), 'Outdated: since then the next run has another model and another optimizer and another augmentation.'],
])('a search is outdated by what it depends on: %s', (_, next, sentence) => {
  expect(describeOutdated(notebook, next)).toBe(sentence);
});
