import { expect, test } from 'vitest';
import { describeChart } from '../../../src/webview/train/describeChart';
import { accuracyMetric, lossMetric } from '../../../src/webview/train/metric';
import { history } from './history';

test('a chart says where its lines begin and end', () => {
  expect(describeChart(lossMetric, history)).toBe('Loss on validation 2.300 untrained, 0.750 after epoch 2; in training 1.000');
});

test('of an untrained model there is one value', () => {
  expect(describeChart(accuracyMetric, history.slice(0, 1))).toBe('Accuracy on validation 0.100 untrained');
});

test('before that there is none', () => {
  expect(describeChart(accuracyMetric, [])).toBe('Accuracy: nothing measured yet');
});
