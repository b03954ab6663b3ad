import { expect, test } from 'vitest';
import { StepSeries } from '../../../src/core/stepSeries';
import { describePlace, readChart } from '../../../src/webview/train/chartReading';
import { chartSeries } from '../../../src/webview/train/chartSeries';
import { lossMetric } from '../../../src/webview/train/metric';
import { history } from './history';

const series = new StepSeries();
series.append({ first: 0, losses: Float32Array.from({ length: 250 }, (_, step) => step), accuracies: new Float32Array(250) });
const steps = { buckets: series.decimate(), end: 250, stepsPerEpoch: 100 };

function readAt(x: number, columns = 1000) {
  return readChart(x, chartSeries(history, steps, lossMetric, { from: 0, to: 4 }, columns), history, lossMetric, 100);
}

test('inside an epoch: its batch, its training, and the validation before it', () => {
  // 1.475 is in step 147 of 0.., the 48th batch of the second epoch; smoothed over 8 of the range's 400 steps.
  expect(readAt(1.475)).toEqual({
    title: 'Epoch 2, batch 48',
    values: [
      { line: 'raw', name: 'train, this batch', value: 147 },
      { line: 'smooth', name: 'train, smoothed', value: expect.closeTo(147, 9) as number },
      { line: 'train', name: 'train, epoch 2', value: 1 },
      { line: 'validation', name: 'validation, epoch 1', value: 1.25 },
    ],
  });
});

test('at the end of an epoch: its last batch and its own validation', () => {
  const { title, values } = readAt(2);
  expect([title, values[0]?.value, values[3]]).toEqual(['Epoch 2', 199, { line: 'validation', name: 'validation, epoch 2', value: 0.75 }]);
});

test('of several batches in a column the mean', () => {
  // Of 250 steps in at most 100 columns: three each; step 147 is the first of 147, 148, 149.
  expect(readAt(1.475, 100).values[0]).toEqual({ line: 'raw', name: 'train, 3 batches', value: 148 });
});

test('where the run has not come yet there is only the last validation', () => {
  expect(readAt(3.5).values).toEqual([{ line: 'validation', name: 'validation, epoch 2', value: 0.75 }]);
});

test.each([
  [0, 'Untrained'],
  [3, 'Epoch 3'],
  [0.005, 'Epoch 1, batch 1'],
  [2.01, 'Epoch 3, batch 1'],
  [2.0101, 'Epoch 3, batch 2'],
])('the place %d is called "%s"', (place, name) => {
  expect(describePlace(place, 100)).toBe(name);
});
