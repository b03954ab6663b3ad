import { describe, expect, it } from 'vitest';
import { GrowingBuckets } from '../../src/core/stepBuckets';
import { maxBuckets, StepSeries } from '../../src/core/stepSeries';

function stepsOf(first: number, losses: number[]) {
  return { first, losses: Float32Array.from(losses), accuracies: Float32Array.from(losses, (loss) => loss / 8) };
}

function grown(...losses: number[]): GrowingBuckets {
  const buckets = new GrowingBuckets();
  buckets.append(stepsOf(0, losses));
  return buckets;
}

/** Steps 0, 1, 2, ... as their losses. */
function counting(length: number): number[] {
  return Array.from({ length }, (_, step) => step);
}

describe('GrowingBuckets', () => {
  it('gives each step by itself at first', () => {
    const { first, stride, loss, accuracy } = grown(4, 2).read();
    expect([first, stride, [...loss.mean], [...accuracy.mean]]).toEqual([0, 1, [4, 2], [0.5, 0.25]]);
  });

  it('leaves out steps that it knows', () => {
    const buckets = grown(4, 2);
    buckets.append(stepsOf(1, [9, 6]));
    expect([...buckets.read().loss.mean]).toEqual([4, 2, 6]);
  });

  it('adds nothing after a gap, and says so', () => {
    const buckets = grown(4, 2);
    expect([buckets.append(stepsOf(3, [1])), buckets.length]).toEqual([false, 2]);
  });

  it('makes one bucket of each two where there would be too many', () => {
    // 2,000 buckets of one step become 1,000 of two, and step 2,000 begins the next one.
    const { stride, loss } = grown(...counting(maxBuckets + 1)).read();
    expect([stride, loss.mean.length, loss.mean[0], loss.mean[999], loss.mean[1000]]).toEqual([2, 1001, 0.5, 1998.5, 2000]);
  });

  it('keeps the smallest and the largest value of joined buckets', () => {
    const { loss } = grown(...counting(maxBuckets + 1)).read();
    expect([loss.minimum[999], loss.maximum[999]]).toEqual([1998, 1999]);
  });

  it('stays within 2,000 buckets', () => {
    // 100,000 steps: the stride doubles to 64, and 100,000 / 64 = 1562.5.
    const { stride, loss } = grown(...counting(100_000)).read();
    expect([stride, loss.mean.length]).toEqual([64, 1563]);
  });

  it('goes on from buckets that were decimated elsewhere', () => {
    const series = new StepSeries();
    series.append(stepsOf(0, [4, 2, 6, 1, 3]));
    const buckets = new GrowingBuckets();
    buckets.reset(series.decimate(0, 5, 3), 5);
    // Strides of two: the last bucket holds 3 alone, and takes 7 to a mean of 5.
    buckets.append(stepsOf(5, [7, 9]));
    const { stride, loss } = buckets.read();
    expect([stride, [...loss.mean], [...loss.maximum]]).toEqual([2, [3, 3.5, 5, 9], [4, 6, 7, 9]]);
  });

  it('refuses to start in the middle of a run', () => {
    expect(() => new GrowingBuckets().reset({ ...grown(4, 2).read(), first: 3 }, 5)).toThrow('begin with step 0, not 3');
  });
});
