import { expect, test } from 'vitest';
import type { ChartSeries } from '../../../src/webview/train/chartSeries';
import { valueAxis } from '../../../src/webview/train/valueAxis';

const look = { range: { from: 0, to: 2 }, isWhole: true, isLogarithmic: false, metric: 'loss' as const };

/** Two columns at 0.5 and 1.5 whose batches lie between the values, and validation at 0, 1 and 2. */
function seriesOf(minimum: number[], maximum: number[], validation: number[] = []): ChartSeries {
  const columns = { x: Float64Array.of(0.5, 1.5), mean: new Float64Array(2), minimum: Float64Array.from(minimum), maximum: Float64Array.from(maximum), first: 0, stride: 100 };
  return { raw: [], smooth: [], train: [], validation: validation.map((y, x) => ({ x, y })), columns };
}

test('of a whole run the loss begins at 0 and shows a guess', () => {
  expect(valueAxis(seriesOf([1.5, 0.9], [2.2, 1.6]), look)).toEqual({ min: 0, suggestedMax: 2.5 });
});

test('or what is higher', () => {
  expect(valueAxis(seriesOf([1.5, 0.9], [7.3, 1.6]), look)).toEqual({ min: 0, suggestedMax: 7.3 });
});

test('accuracy goes from 0 to 1', () => {
  expect(valueAxis(seriesOf([0.5, 0.6], [0.8, 0.9]), { ...look, metric: 'accuracy' })).toEqual({ min: 0, max: 1 });
});

test('a logarithmic axis goes from the least to the most batch, rounded outwards to two digits', () => {
  expect(valueAxis(seriesOf([1.5, 0.8765], [2.345, 1.6], [2.31]), { ...look, isLogarithmic: true })).toEqual({ min: expect.closeTo(0.87, 9) as number, max: expect.closeTo(2.4, 9) as number });
});

test('a loss of 0 has no place on a logarithmic axis', () => {
  expect(valueAxis(seriesOf([1.5, 0], [2, 1]), { ...look, isLogarithmic: true })).toEqual({ min: 1, max: 2 });
});

test('a zoomed axis shows what lies in its range, rounded outwards to a tenth of it', () => {
  // Only the column at 1.5 and validation at 1 and 2: 0.83 to 1.57; a tenth of that is 0.074, as one digit 0.08.
  const axis = valueAxis(seriesOf([0.2, 0.83], [3, 1.57], [2.3, 1.2, 1]), { ...look, range: { from: 1, to: 2 }, isWhole: false });
  expect(axis).toEqual({ suggestedMin: expect.closeTo(0.8, 9) as number, suggestedMax: expect.closeTo(1.6, 9) as number });
});

test('where nothing was measured yet', () => {
  expect(valueAxis(seriesOf([NaN, NaN], [NaN, NaN]), { ...look, isWhole: false })).toEqual({});
});
