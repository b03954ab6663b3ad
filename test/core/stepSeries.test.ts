import { describe, expect, it } from 'vitest';
import { StepSeries } from '../../src/core/stepSeries';

/** A series of these losses; each accuracy is an eighth of the loss. */
function seriesOf(...losses: number[]): StepSeries {
  const series = new StepSeries();
  series.append(stepsOf(0, losses));
  return series;
}

function stepsOf(first: number, losses: number[]) {
  return { first, losses: Float32Array.from(losses), accuracies: Float32Array.from(losses, (loss) => loss / 8) };
}

describe('StepSeries', () => {
  it('counts its steps', () => {
    expect(seriesOf(4, 2, 6).length).toBe(3);
  });

  it('goes on with what follows', () => {
    const series = seriesOf(4, 2);
    series.append(stepsOf(2, [6]));
    expect([...series.since(1).losses]).toEqual([2, 6]);
  });

  it('replaces the steps after a checkpoint that was gone back to', () => {
    const series = seriesOf(4, 2, 6, 8);
    series.append(stepsOf(1, [3]));
    expect([...series.since(0).losses]).toEqual([4, 3]);
  });

  it('keeps what it holds when it grows', () => {
    const series = seriesOf(...Array.from({ length: 4096 }, (_, step) => step));
    series.append(stepsOf(4096, [7]));
    expect([...series.since(4094).losses]).toEqual([4094, 4095, 7]);
  });

  it('refuses steps after a gap', () => {
    expect(() => seriesOf(4, 2).append(stepsOf(3, [1]))).toThrow('step 3 does not follow step 1');
  });

  it('refuses losses without their accuracies', () => {
    expect(() => seriesOf().append({ first: 0, losses: new Float32Array(2), accuracies: new Float32Array(1) })).toThrow('2 losses but 1 accuracies');
  });
});

describe('decimate', () => {
  it('gives each step by itself where there is room', () => {
    const { first, stride, loss } = seriesOf(4, 2, 6).decimate();
    expect({ first, stride, mean: [...loss.mean], minimum: [...loss.minimum], maximum: [...loss.maximum] }).toEqual({
      first: 0,
      stride: 1,
      mean: [4, 2, 6],
      minimum: [4, 2, 6],
      maximum: [4, 2, 6],
    });
  });

  it('gives mean, minimum and maximum of each bucket, the last one short', () => {
    // Five steps in two buckets are three and two: (4 + 2 + 6) / 3 = 4, (1 + 2) / 2 = 1.5.
    const { stride, loss } = seriesOf(4, 2, 6, 1, 2).decimate(0, 5, 2);
    expect({ stride, mean: [...loss.mean], minimum: [...loss.minimum], maximum: [...loss.maximum] }).toEqual({ stride: 3, mean: [4, 1.5], minimum: [2, 1], maximum: [6, 2] });
  });

  it('decimates accuracies with the same buckets', () => {
    // (4 + 2) / 2 / 8 and 6 / 8.
    expect([...seriesOf(4, 2, 6).decimate(0, 3, 2).accuracy.mean]).toEqual([0.375, 0.75]);
  });

  it('begins where it is asked to', () => {
    const { first, loss } = seriesOf(4, 2, 6, 1).decimate(1, 3);
    expect([first, ...loss.mean]).toEqual([1, 2, 6]);
  });

  it('has no buckets beyond the last step', () => {
    const { first, loss } = seriesOf(4, 2).decimate(5, 9);
    expect([first, loss.mean.length]).toEqual([2, 0]);
  });
});
