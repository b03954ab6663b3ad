import { expect, test } from 'vitest';
import { GrowingBuckets } from '../../../src/core/stepBuckets';
import { StepSeries, type StepBuckets } from '../../../src/core/stepSeries';
import { ZoomedSteps } from '../../../src/webview/train/zoomedSteps';

const stepCount = 5000;
const series = new StepSeries();
series.append({ first: 0, losses: Float32Array.from({ length: stepCount }, (_, step) => step), accuracies: new Float32Array(stepCount) });
const whole = new GrowingBuckets();
whole.reset(series.decimate(), stepCount);

/** Steps whose every fetch is answered from the series, after which `settled` is done. */
function zoomed() {
  const asked: { from: number; to: number }[] = [];
  const done: (() => void)[] = [];
  const steps = new ZoomedSteps(
    (part) => {
      asked.push(part);
      return Promise.resolve<StepBuckets>(series.decimate(part.from, part.to));
    },
    () => done.shift()?.(),
    (error) => {
      throw error;
    },
  );
  return { steps, asked, settled: () => new Promise<void>((resolve) => done.push(resolve)) };
}

test('the whole run is not fetched', () => {
  const { steps, asked } = zoomed();
  expect(steps.read('run', whole, undefined, 100).buckets.stride).toBe(3);
  expect(asked).toEqual([]);
});

test('a range is the coarse buckets at first, then its single batches', async () => {
  const { steps, asked, settled } = zoomed();
  const fetched = settled();
  expect(steps.read('run', whole, { from: 10, to: 12 }, 100).buckets.stride).toBe(3);
  await fetched;
  const { buckets, end } = steps.read('run', whole, { from: 10, to: 12 }, 100);
  // A fiftieth of two epochs on both sides, for the smoothing.
  expect(asked).toEqual([{ from: 996, to: 1204 }]);
  expect([buckets.first, buckets.stride, end]).toEqual([996, 1, 1204]);
});

test('of ranges that follow while one is fetched, the last one wins', async () => {
  const { steps, asked, settled } = zoomed();
  const [first, second] = [settled(), settled()];
  for (const from of [10, 20, 30]) steps.read('run', whole, { from, to: from + 2 }, 100);
  await Promise.all([first, second]);
  expect(asked.map(({ from }) => from)).toEqual([996, 2996]);
  expect(steps.read('run', whole, { from: 30, to: 32 }, 100).buckets.first).toBe(2996);
});

test('another run begins with its own coarse buckets', async () => {
  const { steps, settled } = zoomed();
  const fetched = settled();
  steps.read('run', whole, { from: 10, to: 12 }, 100);
  await fetched;
  expect(steps.read('another', whole, { from: 10, to: 12 }, 100).buckets.stride).toBe(3);
});
