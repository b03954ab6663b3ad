import { describe, expect, test } from 'vitest';
import { StepSeries } from '../../../src/core/stepSeries';
import { bucketsWithin, lineThrough, movingMean, stepColumns } from '../../../src/webview/train/stepLines';

const losses = [5, 3, 4, 2, 1, 7, 6];

/** Seven steps, whose accuracy is a tenth of the loss, in buckets; an epoch is four steps. */
function sevenSteps(buckets: number) {
  const series = new StepSeries();
  series.append({ first: 0, losses: Float32Array.from(losses), accuracies: Float32Array.from(losses, (loss) => loss / 10) });
  return { buckets: series.decimate(0, 7, buckets), end: 7, stepsPerEpoch: 4 };
}

describe('columns', () => {
  test('of single steps lie at their middles', () => {
    const { x, mean, stride } = stepColumns(sevenSteps(7), 'loss', 100);
    expect([...x]).toEqual([0.125, 0.375, 0.625, 0.875, 1.125, 1.375, 1.625]);
    expect([...mean]).toEqual(losses);
    expect(stride).toBe(1);
  });

  test('merge neighbours where there are too many; the last one weighs what it holds', () => {
    // Three at most of seven buckets: 5 3 4 | 2 1 7 | 6
    const { x, mean, minimum, maximum, stride } = stepColumns(sevenSteps(7), 'loss', 3);
    expect([...mean]).toEqual([4, expect.closeTo(10 / 3, 6), 6]);
    expect([...minimum]).toEqual([3, 1, 6]);
    expect([...maximum]).toEqual([5, 7, 6]);
    // Middles of steps 0-3, 3-6 and 6-7, of four an epoch.
    expect([...x]).toEqual([0.375, 1.125, 1.625]);
    expect(stride).toBe(3);
  });

  test('weigh buckets that hold fewer steps less', () => {
    // Buckets of two: 4, 3, 4 and the single 6. Two columns: (4 * 2 + 3 * 2) / 4 and (4 * 2 + 6) / 3.
    const { mean } = stepColumns(sevenSteps(4), 'loss', 2);
    expect([...mean]).toEqual([3.5, expect.closeTo(14 / 3, 6)]);
  });

  test('of the accuracy', () => {
    expect([...stepColumns(sevenSteps(7), 'accuracy', 1).maximum]).toEqual([expect.closeTo(0.7, 6)]);
  });
});

describe('the buckets of a range', () => {
  const { buckets } = sevenSteps(7);

  test('are those that it touches', () => {
    // Epochs 0.3 to 1 are steps 1.2 to 4.
    const { first, loss } = bucketsWithin(buckets, { from: 0.3, to: 1 }, 4);
    expect(first).toBe(1);
    expect([...loss.mean]).toEqual([3, 4, 2]);
  });

  test('are none where the range lies behind them', () => {
    expect([...bucketsWithin(buckets, { from: 3, to: 4 }, 4).loss.mean]).toEqual([]);
  });
});

describe('the moving mean', () => {
  test('has both sides in the middle, fewer at the start, and what there is at the end', () => {
    // radius 2: 1; (1+2+6)/3; (1+2+6+3+8)/5; (2+6+3+8+10)/5; (6+3+8+10)/4; (3+8+10)/3
    const means = [1, 3, 4, 5.8, 6.75, 7];
    expect([...movingMean(Float64Array.of(1, 2, 6, 3, 8, 10), 2)]).toEqual(means.map((mean) => expect.closeTo(mean, 9) as number));
  });

  test('with radius 0 changes nothing', () => {
    expect([...movingMean(Float64Array.of(4, 1, 9), 0)]).toEqual([4, 1, 9]);
  });
});

test('a line goes through its columns', () => {
  const columns = stepColumns(sevenSteps(7), 'loss', 1);
  expect(lineThrough(columns, columns.mean)).toEqual([{ x: 0.875, y: 4 }]);
});
