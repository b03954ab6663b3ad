import { expect, test } from 'vitest';
import { initialStateDict } from '../../src/core/initialization';
import { parameterSpecs } from '../../src/core/layers';
import { models } from '../../src/core/models';
import type { StateDict } from '../../src/core/stateDict';
import type { LabelledImages } from '../../src/engine/engine';
import { describeEveryEngine, type Compile } from './everyEngine';
import { layerCases } from './layerCases';
import { smallCnn } from './modelForTests';
import { randomImages, randomParameters } from './randomInputs';
import { referenceGradients, type ReferenceModel } from './reference';
import { largestDifference, subtract, tensorOf } from './stateDictDifference';

interface Differences {
  readonly loss: number;
  /** The largest of all gradients. */
  readonly gradients: number;
}

const softmax = { layers: models.softmax.layers, loss: { labelSmoothing: 0 }, seed: 1 };

/** How far loss and gradients of a step are from the reference. At learning rate 1, a step subtracts the gradients. */
function differences(compile: Compile, given: ReferenceModel, parameters: StateDict, rows: LabelledImages, step = 0): Differences {
  const model = compile(128, { ...given, parameters });
  const { loss } = model.step({ ...rows, learningRate: 1, step });
  const reference = referenceGradients(given, parameters, rows, step);
  const gradients = subtract(parameters, model.readStateDict());
  return { loss: Math.abs(loss - reference.loss), gradients: largestDifference(gradients, reference.gradients) };
}

describeEveryEngine('a step through every kind of layer', (compile) => {
  test.each(layerCases)('has loss and gradients of tf.variableGrads: $name', ({ layers, batch, labelSmoothing }) => {
    const given = { layers, loss: { labelSmoothing }, seed: 5 };
    const { loss, gradients } = differences(compile, given, initialStateDict(layers, 3), randomImages(batch, batch), 4);
    expect(loss).toBeLessThan(1e-6);
    expect(gradients).toBeLessThan(1e-6);
  });

  // Along a tensor's gradient g, the loss differs by 2h|g| between both sides of the parameters: at least 2 * 0.0003 * 0.009, 5e-6.
  // The mean of 64 losses in float32 is known to some 2e-8, which is 0.4 % of that; within h some pixels pass the kink of
  // ReLU, by which conv1.bias is 0.8 % off (2.7 % at three times the h). A tap or a phase left out is off by more than 3 %.
  test.each(parameterSpecs(smallCnn).map(({ name }) => name))('has the gradient of %s that finite differences of the loss have', (name) => {
    const parameters = initialStateDict(smallCnn, 4);
    const rows = randomImages(64, 2);
    const model = compile(64, { layers: smallCnn, parameters });
    model.step({ ...rows, learningRate: 1, step: 0 });
    const { shape, data } = tensorOf(subtract(parameters, model.readStateDict()), name);
    const length = Math.hypot(...data);
    const lossAt = (distance: number) => {
      const moved = tensorOf(parameters, name).data.map((value, index) => value + (distance * (data[index] ?? NaN)) / length);
      model.writeStateDict(new Map([...parameters, [name, { shape, data: moved }]]));
      return model.step({ ...rows, learningRate: 0, step: 0 }).loss;
    };
    const h = 0.0003;
    expect(Math.abs((lossAt(h) - lossAt(-h)) / (2 * h) / length - 1)).toBeLessThan(0.03);
  });
});

describeEveryEngine('a step', (compile) => {
  test.each([1, 2, 7, 80, 128])('has the gradients of tf.variableGrads for a batch of %i', (n) => {
    expect(differences(compile, softmax, randomParameters(1 / 28, 7), randomImages(n, n)).gradients).toBeLessThan(1e-6);
  });

  test.each([1, 2, 7, 80, 128])('has the loss of tf.losses.softmaxCrossEntropy for a batch of %i', (n) => {
    expect(differences(compile, softmax, randomParameters(1 / 28, 7), randomImages(n, n)).loss).toBeLessThan(1e-6);
  });

  test('has the gradients of tf.variableGrads where predictions are confident', () => {
    // Parameters of size 1 are stored to 6e-8, so what is left of the gradient after the subtraction is that coarse too.
    expect(differences(compile, softmax, randomParameters(1, 4), randomImages(40, 3)).gradients).toBeLessThan(1e-6);
  });

  test('follows the reference for fifty steps', () => {
    const dataset = randomImages(320, 21);
    let reference = randomParameters(1 / 28, 7);
    const model = compile(32, { parameters: reference, dataset });
    let largestLossDifference = 0;
    for (let step = 0; step < 50; step++) {
      const first = (step % 10) * 32;
      const indices = Int32Array.from({ length: 32 }, (_, row) => first + row);
      const { loss } = model.step({ indices, learningRate: 0.1, step });
      const rows = { images: dataset.images.subarray(first * 784, (first + 32) * 784), labels: dataset.labels.subarray(first, first + 32) };
      const expected = referenceGradients(softmax, reference, rows);
      largestLossDifference = Math.max(largestLossDifference, Math.abs(loss - expected.loss));
      reference = subtract(reference, expected.gradients, 0.1);
    }
    expect(largestLossDifference).toBeLessThan(1e-5);
    expect(largestDifference(model.readStateDict(), reference)).toBeLessThan(1e-6);
  });

  test('scales the update by the learning rate', () => {
    const [small, large] = [compile(16), compile(16)];
    small.step({ ...randomImages(16, 5), learningRate: 0.25, step: 0 });
    large.step({ ...randomImages(16, 5), learningRate: 1, step: 0 });
    // From zero and by a power of two, the fourfold of the small update is exactly the large one.
    const remainder = subtract(large.readStateDict(), small.readStateDict(), 4);
    expect(largestDifference(remainder, randomParameters(0, 1))).toBe(0);
  });

  test('changes no parameter at learning rate 0', () => {
    const model = compile(8, { parameters: randomParameters(1, 2) });
    model.step({ ...randomImages(8, 1), learningRate: 0, step: 0 });
    expect(largestDifference(model.readStateDict(), randomParameters(1, 2))).toBe(0);
  });

  test('follows a learning rate that changes between steps', () => {
    const [changed, constant] = [compile(8), compile(8)];
    changed.step({ ...randomImages(8, 1), learningRate: 0, step: 0 });
    for (const model of [changed, constant]) model.step({ ...randomImages(8, 1), learningRate: 0.5, step: 1 });
    expect(largestDifference(changed.readStateDict(), constant.readStateDict())).toBe(0);
  });

  test('repeats to the bit', () => {
    const run = () => {
      const model = compile(32, { parameters: randomParameters(0.1, 2), dataset: randomImages(320, 21) });
      for (let step = 0; step < 10; step++) {
        model.step({ indices: Int32Array.from({ length: 32 }, (_, row) => step * 32 + row), learningRate: 0.1, step });
      }
      return model.readStateDict();
    };
    expect(largestDifference(run(), run())).toBe(0);
  });

  test('is the same, whatever earlier calls left in the buffers', () => {
    const [fresh, used] = [compile(128), compile(128)];
    const bias = { shape: [10], data: new Float32Array(10).fill(NaN) };
    used.writeStateDict(new Map([...randomParameters(0, 1), ['linear.bias', bias]]));
    used.step({ ...randomImages(128, 13), learningRate: 1, step: 0 });
    used.predict(randomImages(128, 14).images);
    const after = [fresh, used].map((model) => {
      model.writeStateDict(randomParameters(1 / 28, 3));
      const result = model.step({ ...randomImages(7, 12), learningRate: 0.1, step: 0 });
      return { result, parameters: model.readStateDict() };
    });
    expect(after[1]).toEqual(after[0]);
  });
});

test('the comparison notices one wrong gradient', () => {
  const right = referenceGradients(softmax, randomParameters(1 / 28, 7), randomImages(16, 9)).gradients;
  const bias = right.get('linear.bias')?.data.slice() ?? new Float32Array();
  bias.set([(bias[3] ?? 0) + 2e-6], 3);
  const wrong = new Map([...right, ['linear.bias', { shape: [10], data: bias }]]);
  expect(largestDifference(right, wrong)).toBeGreaterThan(1e-6);
});
