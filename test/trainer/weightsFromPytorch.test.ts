import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeTrainers } from './trainerForTests';

/** What PyTorch found with the weights that the notebook's own code saved; fixtures/pytorch/make.py says how. */
const figures = JSON.parse(readFileSync('test/fixtures/pytorch/mnist-logistic.json', 'utf8')) as {
  printed: { val_loss: number; val_acc: number };
  everyImageAlike: { loss: number; correct: number };
};
const weights = { kind: 'checkpoint', file: 'test/fixtures/pytorch/mnist-logistic.pth' } as const;

describeTrainers("the notebook's mnist-logistic.pth", (open) => {
  it('is evaluated to the figures that PyTorch found', async () => {
    const { evaluation } = await (await open()).client.call('evaluate', { weights, split: 'test' });
    expect(Math.round(evaluation.accuracy * evaluation.n)).toBe(figures.everyImageAlike.correct);
    expect(evaluation.loss).toBeCloseTo(figures.everyImageAlike.loss, 5);
  });

  it('is evaluated to what the notebook printed, which averages the means of its batches of 256', async () => {
    const { readings } = await (await open()).client.call('evaluate', { weights, split: 'test' });
    const means = Array.from({ length: 40 }, (_, batch) => {
      const losses = readings.losses.subarray(batch * 256, (batch + 1) * 256);
      return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    });
    expect(means.reduce((sum, mean) => sum + mean, 0) / means.length).toBeCloseTo(figures.printed.val_loss, 5);
  });
});
