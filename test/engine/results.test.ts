import { expect, test } from 'vitest';
import type { StateDict } from '../../src/core/stateDict';
import { describeEveryEngine } from './everyEngine';
import { randomImages, randomParameters } from './randomInputs';

const step = { learningRate: 0.1, step: 0 };

/** Parameters that are zero but for some weights, by index into `[10, 784]`, and the bias. */
function parametersOf(weights: readonly (readonly [index: number, value: number])[], bias = new Float32Array(10)): StateDict {
  const data = new Float32Array(7840);
  for (const [index, value] of weights) data[index] = value;
  return new Map([
    ['linear.weight', { shape: [10, 784], data }],
    ['linear.bias', { shape: [10], data: bias }],
  ]);
}

describeEveryEngine('a model of zero parameters', (compile) => {
  const fiveRows = { images: randomImages(5, 1).images, labels: Uint8Array.of(0, 3, 0, 9, 1) };

  test('has the loss ln 10', () => {
    expect(compile(5).step({ ...fiveRows, ...step }).loss).toBeCloseTo(2.302585, 6); // ten equal probabilities
  });

  test('counts as correct the rows labelled 0, the first of equal logits', () => {
    expect(compile(5).step({ ...fiveRows, ...step }).correct).toBe(2);
  });

  test('predicts the first of equal logits', () => {
    expect([...compile(5).evaluate(fiveRows).predicted]).toEqual([0, 0, 0, 0, 0]);
  });

  test('predicts a tenth for every digit', () => {
    const probabilities = compile(5).predict(fiveRows.images);
    expect(Array.from(probabilities, (p) => p.toFixed(7))).toEqual(Array<string>(50).fill('0.1000000'));
  });

  test('moves the bias by a tenth down, and up by the share of the label', () => {
    // Delta is 0.1 everywhere, less 1 at the label, over n = 5: a digit that c of the five rows have gets (c - 0.5) / 5.
    const model = compile(5);
    model.step({ ...fiveRows, learningRate: 1, step: 0 });
    const bias = model.readStateDict().get('linear.bias')?.data ?? new Float32Array();
    const expected = [0.3, 0.1, -0.1, 0.1, -0.1, -0.1, -0.1, -0.1, -0.1, 0.1];
    expect(Array.from(bias, (value) => Number(value.toFixed(6)))).toEqual(expected);
  });
});

describeEveryEngine('a model', (compile) => {
  test('divides bytes by 255', () => {
    // Weight 1 at pixel 5 of digit 0 only: the two logits that differ are byte / 255 and 0.
    const model = compile(1, { parameters: parametersOf([[5, 1]]) });
    const image = new Uint8Array(784);
    image[5] = 51;
    // e^(51 / 255) = e^0.2 = 1.2214028; over itself + 9 = 0.1194946.
    expect(model.predict(image)[0]).toBeCloseTo(0.1194946, 6);
  });

  test.each([1, 2, 7, 80, 128])('evaluates %i rows to the loss of a step on them', (n) => {
    const model = compile(128, { parameters: randomParameters(0.1, 2) });
    const { losses } = model.evaluate(randomImages(n, n));
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / n;
    expect(model.step({ ...randomImages(n, n), ...step }).loss).toBe(mean);
  });

  test('counts in a step what it predicts in an evaluation', () => {
    const rows = randomImages(128, 6);
    const model = compile(128, { parameters: randomParameters(0.1, 2) });
    const { predicted } = model.evaluate(rows);
    expect(model.step({ ...rows, ...step }).correct).toBe(predicted.filter((digit, row) => digit === rows.labels[row]).length);
  });

  test('predicts the digit of the largest probability', () => {
    const rows = randomImages(50, 6);
    const model = compile(50, { parameters: randomParameters(1, 2) });
    const probabilities = model.predict(rows.images);
    const largest = Array.from({ length: 50 }, (_, row) => {
      const ten = probabilities.subarray(row * 10, row * 10 + 10);
      return ten.indexOf(Math.max(...ten));
    });
    expect([...model.evaluate(rows).predicted]).toEqual(largest);
  });

  test.each([0.5, 1])('predicts probabilities that sum to 1 from parameters up to %d', (limit) => {
    const probabilities = compile(7, { parameters: randomParameters(limit, 3) }).predict(randomImages(7, 8).images);
    const rows = Array.from({ length: 7 }, (_, row) => probabilities.subarray(row * 10, row * 10 + 10));
    const sums = rows.map((row) => row.reduce((sum, p) => sum + p, 0).toFixed(6));
    expect(sums).toEqual(Array<string>(7).fill('1.000000'));
  });

  test('gives the losses of logits of +-16,384, not infinities', () => {
    // One ink pixel, weight 2^14 for digit 0 and -2^14 for digit 1. Label 0 costs nothing, 1 the whole difference of 2^15,
    // 2 the 2^14 to its logit of 0. Powers of two, so that 255 times 1/255 rounds alike before a product and after it.
    const model = compile(3, { parameters: parametersOf([[0, 16_384], [784, -16_384]]) });
    const images = new Uint8Array(3 * 784);
    for (const row of [0, 1, 2]) images[row * 784] = 255;
    expect([...model.evaluate({ images, labels: Uint8Array.of(0, 1, 2) }).losses]).toEqual([0, 32_768, 16_384]);
  });

  test('predicts certainty from logits of +-10,000', () => {
    const bias = Float32Array.of(-1e4, -1e4, -1e4, 1e4, -1e4, -1e4, -1e4, -1e4, -1e4, -1e4);
    const model = compile(1, { parameters: parametersOf([], bias) });
    expect([...model.predict(new Uint8Array(784))]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  test('reports NaN parameters as a NaN loss', () => {
    const model = compile(2, { parameters: parametersOf([], new Float32Array(10).fill(NaN)) });
    expect(model.step({ ...randomImages(2, 1), ...step }).loss).toBeNaN();
  });
});
