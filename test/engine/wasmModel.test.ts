import { beforeAll, describe, expect, test } from 'vitest';
import { buildKernels } from '../../scripts/kernels.mjs';
import type { LabelledImages } from '../../src/engine/engine';
import { builds, compileModel, kernelFolder, largestDifference, randomImages, randomParameters } from './wasmModels';

beforeAll(() => buildKernels(kernelFolder));

function take({ images, labels }: LabelledImages, indices: Int32Array): LabelledImages {
  const taken = { images: new Uint8Array(indices.length * 784), labels: new Uint8Array(indices.length) };
  indices.forEach((index, row) => {
    taken.images.set(images.subarray(index * 784, (index + 1) * 784), row * 784);
    taken.labels.set(labels.subarray(index, index + 1), row);
  });
  return taken;
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe.each(builds)('the %s build, all parameters zero', (build) => {
  const fiveRows = { images: randomImages(5, 1).images, labels: Uint8Array.of(0, 3, 0, 9, 1) };

  test('has the loss ln 10', () => {
    const { loss } = compileModel(build, 5).step({ ...fiveRows, learningRate: 0.1, step: 0 });
    expect(loss).toBeCloseTo(2.302585, 6);
  });

  test('counts as correct the rows labelled 0, the first of equal logits', () => {
    const { correct } = compileModel(build, 5).step({ ...fiveRows, learningRate: 0.1, step: 0 });
    expect(correct).toBe(2);
  });

  test('predicts a tenth for every digit', () => {
    const probabilities = compileModel(build, 5).predict(fiveRows.images);
    expect(Array.from(probabilities, (p) => p.toFixed(7))).toEqual(Array<string>(50).fill('0.1000000'));
  });

  test('moves the bias by a tenth down, and up by the share of the label', () => {
    // Delta is 0.1 everywhere, less 1 at the label, over n = 5: a digit that c of the five rows have gets (c - 0.5) / 5.
    const model = compileModel(build, 5);
    model.step({ ...fiveRows, learningRate: 1, step: 0 });
    const bias = model.readStateDict().get('linear.bias')?.data ?? new Float32Array();
    const expected = [0.3, 0.1, -0.1, 0.1, -0.1, -0.1, -0.1, -0.1, -0.1, 0.1];
    expect(Array.from(bias, (value) => Number(value.toFixed(6)))).toEqual(expected);
  });
});

describe.each(builds)('the %s build', (build) => {
  test('divides bytes by 255', () => {
    // Weight 1 at pixel 5 of digit 0 only: the two logits that differ are byte / 255 and 0.
    const model = compileModel(build, 1);
    const weight = new Float32Array(7840);
    weight[5] = 1;
    model.writeStateDict(
      new Map([
        ['linear.weight', { shape: [10, 784], data: weight }],
        ['linear.bias', { shape: [10], data: new Float32Array(10) }],
      ]),
    );
    const image = new Uint8Array(784);
    image[5] = 51;
    // e^(51 / 255) = e^0.2 = 1.2214028; over itself + 9 = 0.1194946.
    expect(model.predict(image)[0]).toBeCloseTo(0.1194946, 6);
  });

  test.each([1, 2, 7, 80, 128])('evaluates %i rows to the loss of a step on them', (n) => {
    const rows = randomImages(n, n);
    const model = compileModel(build, 128);
    model.writeStateDict(randomParameters(1 / 28, 2));
    const { losses } = model.evaluate(rows);
    const { loss } = model.step({ ...rows, learningRate: 0.1, step: 0 });
    expect(mean(losses)).toBe(loss);
  });

  test('counts in a step what it predicts in an evaluation', () => {
    const rows = randomImages(128, 6);
    const model = compileModel(build, 128);
    model.writeStateDict(randomParameters(1 / 28, 2));
    const { predicted } = model.evaluate(rows);
    const { correct } = model.step({ ...rows, learningRate: 0.1, step: 0 });
    expect(correct).toBe(predicted.filter((digit, row) => digit === rows.labels[row]).length);
  });

  test('predicts the digit of the largest probability', () => {
    const rows = randomImages(50, 6);
    const model = compileModel(build, 50);
    model.writeStateDict(randomParameters(1, 2));
    const probabilities = model.predict(rows.images);
    const largest = Array.from({ length: 50 }, (_, row) => {
      const ten = probabilities.subarray(row * 10, row * 10 + 10);
      return ten.indexOf(Math.max(...ten));
    });
    expect([...model.evaluate(rows).predicted]).toEqual(largest);
  });

  test('predicts rows that sum to 1', () => {
    const { images } = randomImages(7, 8);
    const model = compileModel(build, 7);
    model.writeStateDict(randomParameters(0.5, 3));
    const probabilities = model.predict(images);
    const sums = Array.from({ length: 7 }, (_, row) => mean(probabilities.subarray(row * 10, row * 10 + 10)) * 10);
    expect(Math.max(...sums.map((sum) => Math.abs(sum - 1)))).toBeLessThan(1e-6);
  });

  test('gives the losses of logits of +-10,000, not infinities', () => {
    // One ink pixel, weight 10,000 for digit 0 and -10,000 for digit 1. Label 0 costs nothing, 1 the whole difference of
    // 20,000, 2 the 10,000 to its logit of 0.
    const model = compileModel(build, 3);
    const weight = new Float32Array(7840);
    weight[0] = 10_000;
    weight[784] = -10_000;
    model.writeStateDict(
      new Map([
        ['linear.weight', { shape: [10, 784], data: weight }],
        ['linear.bias', { shape: [10], data: new Float32Array(10) }],
      ]),
    );
    const images = new Uint8Array(3 * 784);
    for (const row of [0, 1, 2]) images[row * 784] = 255;
    const { losses } = model.evaluate({ images, labels: Uint8Array.of(0, 1, 2) });
    expect([...losses]).toEqual([0, 20_000, 10_000]);
  });

  test('predicts certainty from logits of +-10,000', () => {
    const model = compileModel(build, 1);
    const data = Float32Array.of(-1e4, -1e4, -1e4, 1e4, -1e4, -1e4, -1e4, -1e4, -1e4, -1e4);
    model.writeStateDict(new Map([...randomParameters(0, 1), ['linear.bias', { shape: [10], data }]]));
    expect([...model.predict(new Uint8Array(784))]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  test('reports NaN parameters as a NaN loss', () => {
    const model = compileModel(build, 2);
    const bias = { shape: [10], data: new Float32Array(10).fill(NaN) };
    model.writeStateDict(new Map([...randomParameters(0, 1), ['linear.bias', bias]]));
    expect(model.step({ ...randomImages(2, 1), learningRate: 0.1, step: 0 }).loss).toBeNaN();
  });

  test('trains by indices as by bytes, to the bit', () => {
    const dataset = randomImages(300, 11);
    const indices = Int32Array.from({ length: 7 }, (_, row) => (row * 101 + 299) % 300);
    const byIndices = compileModel(build, 16, dataset);
    const byBytes = compileModel(build, 16);
    for (const model of [byIndices, byBytes]) model.writeStateDict(randomParameters(1 / 28, 3));
    byIndices.step({ indices, learningRate: 0.1, step: 0 });
    byBytes.step({ ...take(dataset, indices), learningRate: 0.1, step: 0 });
    expect(largestDifference(byIndices.readStateDict(), byBytes.readStateDict())).toBe(0);
  });

  test('steps the same, whatever earlier calls left in the buffers', () => {
    const rows = randomImages(7, 12);
    const fresh = compileModel(build, 128);
    const used = compileModel(build, 128);
    const bias = { shape: [10], data: new Float32Array(10).fill(NaN) };
    used.writeStateDict(new Map([...randomParameters(0, 1), ['linear.bias', bias]]));
    used.step({ ...randomImages(128, 13), learningRate: 1, step: 0 });
    used.predict(randomImages(128, 14).images);
    for (const model of [fresh, used]) model.writeStateDict(randomParameters(1 / 28, 3));
    const results = [fresh, used].map((model) => model.step({ ...rows, learningRate: 0.1, step: 0 }));
    expect({ results, difference: largestDifference(fresh.readStateDict(), used.readStateDict()) }).toEqual({
      results: [results[0], results[0]],
      difference: 0,
    });
  });
});
