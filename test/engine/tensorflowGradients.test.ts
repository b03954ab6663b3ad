import { expect, test } from 'vitest';
import { referenceGradients } from './reference';
import { compileTensorflow, describeTensorflow } from './tensorflowForTests';
import { largestDifference, randomImages, randomParameters, subtract } from './wasmModels';

const batchSizes = [1, 2, 7, 80, 128];

describeTensorflow('the tensorflow engine', () => {
  test.each(batchSizes)('has the gradients of tf.variableGrads for a batch of %i', (n) => {
    const { images, labels } = randomImages(n, n);
    const before = randomParameters(1 / 28, 7);
    const model = compileTensorflow(128);
    model.writeStateDict(before);
    model.step({ images, labels, learningRate: 1, step: 0 });
    const gradients = subtract(before, model.readStateDict());
    expect(largestDifference(gradients, referenceGradients(before, images, labels).gradients)).toBeLessThan(1e-6);
  });

  test('fails that comparison where one gradient is off by 1e-5', () => {
    const { images, labels } = randomImages(7, 7);
    const { gradients } = referenceGradients(randomParameters(1 / 28, 7), images, labels);
    const broken = new Map(gradients);
    broken.set('linear.bias', { shape: [10], data: (gradients.get('linear.bias')?.data ?? new Float32Array(10)).map((value, digit) => (digit === 3 ? value + 1e-5 : value)) });
    expect(largestDifference(broken, gradients)).toBeGreaterThan(1e-6);
  });

  test.each(batchSizes)('has the loss of tf.losses.softmaxCrossEntropy for a batch of %i', (n) => {
    const { images, labels } = randomImages(n, n);
    const parameters = randomParameters(1 / 28, 7);
    const model = compileTensorflow(128);
    model.writeStateDict(parameters);
    const { loss } = model.step({ images, labels, learningRate: 1, step: 0 });
    expect(Math.abs(loss - referenceGradients(parameters, images, labels).loss)).toBeLessThan(1e-6);
  });

  test('follows the reference for fifty steps', () => {
    const dataset = randomImages(320, 21);
    const model = compileTensorflow(32, dataset);
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
    expect([largestLossDifference < 1e-4, largestDifference(model.readStateDict(), reference) < 1e-5]).toEqual([true, true]);
  });
});
