import { beforeAll, describe, expect, test } from 'vitest';
import { buildKernels } from '../../scripts/kernels.mjs';
import { referenceGradients } from './reference';
import {
  builds,
  compileModel,
  kernelFolder,
  largestDifference,
  randomImages,
  randomParameters,
  subtract,
} from './wasmModels';

beforeAll(() => buildKernels(kernelFolder));

const batchSizes = [1, 2, 7, 80, 128];

describe.each(builds)('the %s build', (build) => {
  test.each(batchSizes)('has the gradients of tf.variableGrads for a batch of %i', (n) => {
    const { images, labels } = randomImages(n, n);
    const before = randomParameters(1 / 28, 7);
    const model = compileModel(build, 128);
    model.writeStateDict(before);
    model.step({ images, labels, learningRate: 1, step: 0 });
    const gradients = subtract(before, model.readStateDict());
    expect(largestDifference(gradients, referenceGradients(before, images, labels).gradients)).toBeLessThan(1e-6);
  });

  test.each(batchSizes)('has the loss of tf.losses.softmaxCrossEntropy for a batch of %i', (n) => {
    const { images, labels } = randomImages(n, n);
    const parameters = randomParameters(1 / 28, 7);
    const model = compileModel(build, 128);
    model.writeStateDict(parameters);
    const { loss } = model.step({ images, labels, learningRate: 1, step: 0 });
    expect(Math.abs(loss - referenceGradients(parameters, images, labels).loss)).toBeLessThan(1e-6);
  });

  test('has the gradients of tf.variableGrads where predictions are confident', () => {
    const { images, labels } = randomImages(40, 3);
    const before = randomParameters(1, 4);
    const model = compileModel(build, 40);
    model.writeStateDict(before);
    model.step({ images, labels, learningRate: 1, step: 0 });
    // Parameters of size 1 are stored to 6e-8, so what is left of the gradient after the subtraction is that coarse too.
    const gradients = subtract(before, model.readStateDict());
    expect(largestDifference(gradients, referenceGradients(before, images, labels).gradients)).toBeLessThan(1e-6);
  });

  test('follows the reference for fifty steps', () => {
    const dataset = randomImages(320, 21);
    const model = compileModel(build, 32, dataset);
    model.writeStateDict(randomParameters(1 / 28, 7));
    let reference = randomParameters(1 / 28, 7);
    let largestLossDifference = 0;
    for (let step = 0; step < 50; step++) {
      const first = (step % 10) * 32;
      const indices = Int32Array.from({ length: 32 }, (_, row) => first + row);
      const { loss } = model.step({ indices, learningRate: 0.1, step });
      const images = dataset.images.subarray(first * 784, (first + 32) * 784);
      const expected = referenceGradients(reference, images, dataset.labels.subarray(first, first + 32));
      largestLossDifference = Math.max(largestLossDifference, Math.abs(loss - expected.loss));
      reference = subtract(reference, expected.gradients, 0.1);
    }
    expect(largestLossDifference).toBeLessThan(1e-5);
    expect(largestDifference(model.readStateDict(), reference)).toBeLessThan(1e-6);
  });

  test('scales the update by the learning rate', () => {
    const batch = randomImages(16, 5);
    const small = compileModel(build, 16);
    const large = compileModel(build, 16);
    small.step({ ...batch, learningRate: 0.25, step: 0 });
    large.step({ ...batch, learningRate: 1, step: 0 });
    // From zero and by a power of two, the fourfold of the small update is exactly the large one.
    const remainder = subtract(large.readStateDict(), small.readStateDict(), 4);
    expect(largestDifference(remainder, randomParameters(0, 1))).toBe(0);
  });
});

test('the comparison notices one wrong gradient', () => {
  const { images, labels } = randomImages(16, 9);
  const parameters = randomParameters(1 / 28, 7);
  const right = referenceGradients(parameters, images, labels).gradients;
  const wrong = new Map([...right].map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]));
  const bias = wrong.get('linear.bias')?.data;
  bias?.set([(bias[3] ?? 0) + 2e-6], 3);
  expect(largestDifference(right, wrong)).toBeGreaterThan(1e-6);
});
