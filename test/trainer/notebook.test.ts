import { beforeAll, expect, it } from 'vitest';
import type { EpochRecord } from '../../src/core/formats/history';
import { imageAt, type Dataset } from '../../src/core/dataset';
import { EvaluationSum, mostProbable, type Evaluation } from '../../src/core/metrics';
import type { Model } from '../../src/engine/engine';
import { compileNotebook, describeEngines, fitNotebook, testData } from './enginesForTests';

/** The real notebook's recipe in PyTorch 2.15, ten seeds, weighted by sample: mean and standard deviation over the seeds. */
const reference = [
  { epoch: 0, loss: [2.3085, 0.0126], accuracy: [0.101, 0.0243] },
  { epoch: 1, loss: [1.94, 0.0105], accuracy: [0.6262, 0.0163] },
  { epoch: 5, loss: [1.2067, 0.0057], accuracy: [0.7997, 0.0028] },
  { epoch: 10, loss: [0.8906, 0.0052], accuracy: [0.83, 0.0023] },
  { epoch: 15, loss: [0.7503, 0.005], accuracy: [0.8436, 0.0017] },
  { epoch: 20, loss: [0.6702, 0.0049], accuracy: [0.8527, 0.002] },
] as const;
const testReference = { loss: [0.6434, 0.0015], accuracy: [0.8632, 0.0015] } as const;
const seeds = [1, 2, 3, 4, 5];

/** By how many standard deviations a value lies from the mean. */
function deviations(value: number, [mean, standardDeviation]: readonly [number, number]): number {
  return Math.abs(value - mean) / standardDeviation;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The model on the test file, in calls of at most 500 rows. */
function evaluate(model: Model, { images, labels }: Dataset): Evaluation {
  const sum = new EvaluationSum();
  for (let row = 0; row < 10_000; row += 500) {
    const rows = { images: images.subarray(row * 784, (row + 500) * 784), labels: labels.subarray(row, row + 500) };
    const { losses, predicted } = model.evaluate(rows);
    sum.add(losses, rows.labels, predicted);
  }
  return sum.finish();
}

describeEngines("the notebook's recipe", (open) => {
  const runs: { history: EpochRecord[]; test: Evaluation; digits: number[] }[] = [];

  beforeAll(async () => {
    const test = await testData;
    for (const seed of seeds) {
      const history: EpochRecord[] = [];
      const model = await compileNotebook(open(), seed);
      await fitNotebook(model, seed, { epochEnded: (record) => Promise.resolve(void history.push(record)) });
      const digits = [0, 1, 5, 1839].map((index) => mostProbable(model.predict(imageAt(test, index))));
      runs.push({ history, test: evaluate(model, test), digits });
      model.dispose();
    }
  }, 300_000);

  it.each(reference)('is within four deviations of PyTorch after epoch $epoch, for each of five seeds', ({ epoch, loss, accuracy }) => {
    for (const { history } of runs) {
      expect(deviations(history[epoch]?.valLoss ?? NaN, loss)).toBeLessThan(4);
      expect(deviations(history[epoch]?.valAccuracy ?? NaN, accuracy)).toBeLessThan(4);
    }
  });

  it.each(reference)('has a mean over five seeds within two deviations of PyTorch after epoch $epoch', ({ epoch, loss, accuracy }) => {
    expect(deviations(mean(runs.map(({ history }) => history[epoch]?.valLoss ?? NaN)), loss)).toBeLessThan(2);
    expect(deviations(mean(runs.map(({ history }) => history[epoch]?.valAccuracy ?? NaN)), accuracy)).toBeLessThan(2);
  });

  it('is within four deviations of PyTorch on the test file, for each of five seeds', () => {
    for (const { test } of runs) {
      expect(deviations(test.loss, testReference.loss)).toBeLessThan(4);
      expect(deviations(test.accuracy, testReference.accuracy)).toBeLessThan(4);
    }
  });

  it('has a mean over five seeds within two deviations of PyTorch on the test file', () => {
    expect(deviations(mean(runs.map(({ test }) => test.loss)), testReference.loss)).toBeLessThan(2);
    expect(deviations(mean(runs.map(({ test }) => test.accuracy)), testReference.accuracy)).toBeLessThan(2);
  });

  it("reads test images 0, 1, 5 and 1839 as the notebook's model does, whatever the seed", () => {
    // Image 1839 is a 2, which the notebook's model takes for an 8.
    for (const { digits } of runs) expect(digits).toEqual([7, 2, 1, 8]);
  });

  it('counts epochs from the untrained model to the twentieth', () => {
    expect(runs[0]?.history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 21 }, (_, epoch) => epoch));
  });
});
