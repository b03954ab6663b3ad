import { expect, test } from 'vitest';
import { StepSeries } from '../../../src/core/stepSeries';
import { chartSeries, rangeToSmooth } from '../../../src/webview/train/chartSeries';
import { accuracyMetric, lossMetric } from '../../../src/webview/train/metric';
import { history } from './history';

const series = new StepSeries();
series.append({ first: 0, losses: Float32Array.from({ length: 200 }, (_, step) => step), accuracies: new Float32Array(200) });
const steps = { buckets: series.decimate(), end: 200, stepsPerEpoch: 100 };
const whole = { from: 0, to: 2 };

test('training is drawn at the middle of its epoch, validation at its end', () => {
  const { train, validation } = chartSeries(history, steps, lossMetric, whole, 1000);
  expect(train).toEqual([
    { x: 0.5, y: 1.5 },
    { x: 1.5, y: 1 },
  ]);
  expect(validation).toEqual([
    { x: 0, y: 2.3 },
    { x: 1, y: 1.25 },
    { x: 2, y: 0.75 },
  ]);
});

test('of accuracy the same', () => {
  expect(chartSeries(history, steps, accuracyMetric, whole, 1000).validation.at(-1)).toEqual({ x: 2, y: 0.8 });
});

test('single batches are a line, and smoothed over a fiftieth of the range', () => {
  const { raw, smooth } = chartSeries(history, steps, lossMetric, whole, 1000);
  expect(raw[10]).toEqual({ x: 0.105, y: 10 });
  // A fiftieth of 200 steps is 4: two on each side. At the end of 0 to 199 there are only those before: (197 + 198 + 199) / 3.
  expect(smooth[10]?.y).toBeCloseTo(10, 9);
  expect(smooth[199]?.y).toBeCloseTo(198, 9);
});

test('columns of several batches have no line of their own, but ranges', () => {
  const { raw, columns } = chartSeries(history, steps, lossMetric, whole, 100);
  expect(raw).toEqual([]);
  expect([columns.stride, columns.minimum[5], columns.maximum[5]]).toEqual([2, 10, 11]);
});

test('a zoomed chart has the batches of its range, and those that smoothing needs', () => {
  expect(rangeToSmooth({ from: 1, to: 1.5 })).toEqual({ from: 0.99, to: 1.51 });
  const { columns } = chartSeries(history, steps, lossMetric, { from: 1, to: 1.5 }, 1000);
  expect([columns.first, columns.mean.length]).toEqual([99, 52]);
});
