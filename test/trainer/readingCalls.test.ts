import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCheckpoint } from '../../src/core/formats/checkpoint';
import { initialStateDict } from '../../src/core/initialization';
import { models } from '../../src/core/models';
import type { StateDict } from '../../src/core/stateDict';
import { mnist } from '../../src/core/dataset';
import { connectTrainer, describeTrainers } from './trainerForTests';
import { testData, trainData } from './enginesForTests';

const { layers } = models.softmax;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-reading-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function checkpoint(name: string, stateDict: StateDict, validationCount = 10_000) {
  const file = join(folder, `${name}.safetensors`);
  writeFileSync(file, formatCheckpoint({ layers, stateDict, origin: { run: 'a-run', epoch: 3, step: 17, seed: 1, dataset: mnist.hash, validationCount } }));
  return { kind: 'checkpoint', file } as const;
}

/** A model that reads every image as a 7: its logit is ln 9, the others are 0, so the probabilities are 9/18 and 1/18. */
function alwaysSeven() {
  return checkpoint('seven', new Map([
    ['linear.weight', { shape: [10, 784], data: new Float32Array(7840) }],
    ['linear.bias', { shape: [10], data: Float32Array.from({ length: 10 }, (_, digit) => (digit === 7 ? Math.log(9) : 0)) }],
  ]));
}

const untrained = () => checkpoint('untrained', initialStateDict(layers, 1));
const everyTestRow = Int32Array.from({ length: 10_000 }, (_, row) => row);

describeTrainers('classify', (open) => {
  it('gives prediction, its probability and the loss of the label for each row, in the order asked for', async () => {
    const { client } = await open();
    // The labels of test images 0 and 1 are 7 and 2.
    const { readings, position } = await client.call('classify', { weights: alwaysSeven(), file: 'test', rows: Int32Array.of(1, 0, 1) });
    expect([...readings.predicted]).toEqual([7, 7, 7]);
    expect(Array.from(readings.confidence, (value) => value.toFixed(6))).toEqual(['0.500000', '0.500000', '0.500000']);
    // ln 18 for the 2, ln 2 for the 7.
    expect(Array.from(readings.losses, (value) => value.toFixed(5))).toEqual(['2.89037', '0.69315', '2.89037']);
    expect(position).toEqual({ epoch: 3, step: 17 });
  });

  it('reads what evaluate reads, row by row', async () => {
    const { client } = await open();
    const { evaluation, readings } = await client.call('evaluate', { weights: untrained(), split: 'test' });
    expect((await client.call('classify', { weights: untrained(), file: 'test', rows: everyTestRow })).readings).toEqual(readings);
    const { labels } = await testData;
    expect(evaluation.accuracy).toBe(readings.predicted.filter((digit, row) => digit === labels[row]).length / 10_000);
  });

  it('is not disturbed by others that use other weights at the same time', async () => {
    const { client } = await open();
    const classify = (weights: ReturnType<typeof untrained>) => client.call('classify', { weights, file: 'test', rows: everyTestRow });
    const [untrainedAlone, sevenAlone] = [await classify(untrained()), await classify(alwaysSeven())];
    expect(await Promise.all([classify(untrained()), classify(alwaysSeven())])).toEqual([untrainedAlone, sevenAlone]);
  });

  it('stops when it is cancelled', async () => {
    const { client } = await open();
    const controller = new AbortController();
    const classifying = client.call('classify', { weights: untrained(), file: 'train', rows: everyTestRow }, controller.signal);
    controller.abort();
    await expect(classifying).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describeTrainers('evaluate', (open) => {
  it('counts the test images of a digit as correct where the model reads nothing else', async () => {
    const { client } = await open();
    const { evaluation, readings } = await client.call('evaluate', { weights: alwaysSeven(), split: 'test' });
    // 1,028 of the 10,000 test images are sevens.
    expect([evaluation.n, evaluation.accuracy, evaluation.confusion[7]?.[7], readings.losses.length]).toEqual([10_000, 0.1028, 1028, 10_000]);
  });

  it('reads the validation rows of the seed in ascending order', async () => {
    const { client } = await open();
    const { evaluation, readings } = await client.call('evaluate', { weights: alwaysSeven(), split: 'validation' });
    expect(evaluation.n).toBe(10_000);
    const again = await client.call('evaluate', { weights: alwaysSeven(), split: 'validation', seed: 1 });
    expect(again.readings).toEqual(readings);
    const other = await client.call('evaluate', { weights: alwaysSeven(), split: 'validation', seed: 2 });
    expect(other.readings).not.toEqual(readings);
  });

  it('reads as many validation rows as the run kept aside', async () => {
    const { client } = await open();
    const { evaluation } = await client.call('evaluate', { weights: checkpoint('small-split', initialStateDict(layers, 1), 300), split: 'validation' });
    expect(evaluation.n).toBe(300);
  });
});

describeTrainers('read', (open) => {
  it('is answered while a long evaluation goes on', async () => {
    const { client } = await open();
    await client.call('labels', { file: 'test' });
    const order: string[] = [];
    const evaluating = client.call('evaluate', { weights: untrained(), split: 'test' }).then(() => order.push('evaluation'));
    const image = (await testData).images.slice(0, 784);
    const { probabilities } = await client.call('read', { weights: alwaysSeven(), images: image });
    order.push('reading');
    await evaluating;
    expect(order).toEqual(['reading', 'evaluation']);
    expect(probabilities[7]).toBeCloseTo(0.5, 6);
  });
});

describeTrainers('explain', (open) => {
  it('has logits whose softmax is what is read', async () => {
    const { client } = await open();
    const image = (await testData).images.slice(0, 784);
    const explained = await client.call('explain', { weights: untrained(), image });
    const { probabilities } = await client.call('read', { weights: untrained(), images: image });
    const powers = Array.from(explained?.logits ?? [], Math.exp);
    const sum = powers.reduce((total, power) => total + power, 0);
    powers.forEach((power, digit) => expect(power / sum).toBeCloseTo(probabilities[digit] ?? NaN, 6));
  });

  it('has evidence that adds up, with the bias, to the logits', async () => {
    const { client } = await open();
    const image = (await testData).images.slice(0, 784);
    const { logits, bias, evidence, position } = (await client.call('explain', { weights: untrained(), image })) ?? {};
    for (let digit = 0; digit < 10; digit++) {
      const sum = evidence?.subarray(digit * 784, (digit + 1) * 784).reduce((total, part) => total + part, 0) ?? NaN;
      expect(sum + (bias?.[digit] ?? NaN)).toBeCloseTo(logits?.[digit] ?? NaN, 6);
    }
    expect(position).toEqual({ epoch: 3, step: 17 });
  });
});

describe('images and labels', () => {
  it('come by row, without an engine', async () => {
    const { client } = connectTrainer();
    const { images } = await trainData;
    const rows = await client.call('images', { file: 'train', rows: Int32Array.of(59_999, 0) });
    expect(rows).toEqual(Uint8Array.of(...images.subarray(59_999 * 784), ...images.subarray(0, 784)));
  });

  it('are those of the file', async () => {
    const { client } = connectTrainer();
    const labels = await client.call('labels', { file: 'test' });
    // The first labels of MNIST's test file, as every tutorial shows them.
    expect([labels.length, ...labels.subarray(0, 10)]).toEqual([10_000, 7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });

  it('are refused for a row that does not exist', async () => {
    const { client } = connectTrainer();
    await expect(client.call('images', { file: 'test', rows: Int32Array.of(9_999, 10_000) })).rejects.toMatchObject({
      code: 'index',
      message: 'There is no test image 10000. Choose an index from 0 to 9999.',
    });
  });

  it('are refused for a row that does not exist where they are to be classified', async () => {
    const { client } = connectTrainer();
    await expect(client.call('classify', { weights: untrained(), file: 'train', rows: Int32Array.of(60_000) })).rejects.toMatchObject({
      code: 'index',
      message: 'There is no train image 60000. Choose an index from 0 to 59999.',
    });
  });
});
