import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../src/core/stateDict';
import { createTensorflowEngine } from '../../src/engine/tensorflow/tensorflowEngine';
import { compileTensorflow, describeTensorflow, tensorflowEngine, tensorflowModule } from './tensorflowForTests';
import { largestDifference, randomImages, randomParameters } from './wasmModels';

const step = { learningRate: 0.1, step: 0 };

describeTensorflow('a tensorflow model', () => {
  describe('with zero parameters', () => {
    test('has a loss of ln 10', () => {
      const { loss } = compileTensorflow(8).step({ ...randomImages(8, 1), ...step });
      expect(loss).toBeCloseTo(2.302585, 6); // Math.log(10): ten equal probabilities
    });

    test('gives every digit a probability of 0.1', () => {
      const probabilities = compileTensorflow(2).predict(randomImages(2, 1).images);
      expect([...probabilities].map((probability) => probability.toFixed(6))).toEqual(Array(20).fill('0.100000'));
    });

    test('predicts the first of the equal logits', () => {
      expect([...compileTensorflow(3).evaluate(randomImages(3, 1)).predicted]).toEqual([0, 0, 0]);
    });

    test('counts rows labelled 0 as correct', () => {
      const images = new Uint8Array(4 * 784);
      expect(compileTensorflow(4).step({ images, labels: Uint8Array.of(0, 1, 0, 9), ...step }).correct).toBe(2);
    });
  });

  describe('rows', () => {
    const dataset = randomImages(40, 3);
    const indices = Int32Array.of(3, 17, 3, 39, 0);
    const chosen = {
      images: Uint8Array.from([...indices].flatMap((index) => [...dataset.images.subarray(index * 784, (index + 1) * 784)])),
      labels: Uint8Array.from(indices, (index) => dataset.labels[index] ?? 0),
    };

    test('by index train as the same rows given as bytes', () => {
      const [byIndex, byBytes] = [compileTensorflow(5, dataset), compileTensorflow(5)];
      for (const model of [byIndex, byBytes]) model.writeStateDict(randomParameters(0.1, 2));
      byIndex.step({ indices, ...step });
      byBytes.step({ ...chosen, ...step });
      expect(largestDifference(byIndex.readStateDict(), byBytes.readStateDict())).toBe(0);
    });

    test('can be given as bytes to a model with a dataset', () => {
      const model = compileTensorflow(5, dataset);
      model.writeStateDict(randomParameters(0.1, 2));
      expect(model.evaluate(chosen)).toEqual(model.evaluate({ indices }));
    });

    test('of the dataset are a copy of what was given', () => {
      const given = randomImages(40, 3);
      const model = compileTensorflow(5, given);
      model.writeStateDict(randomParameters(0.1, 2));
      const before = model.evaluate({ indices });
      given.images.fill(0);
      expect(model.evaluate({ indices })).toEqual(before);
    });

    test.each<[string, number[], RegExp]>([
      ['an index after the last', [0, 40], /Index 40 /],
      ['a negative index', [-1], /Index -1 /],
      ['more than maxRows indices', [0, 1, 2, 3, 4, 5], /6 rows/],
      ['no index', [], /0 rows/],
    ])('are refused with %s', (_, wrong, message) => {
      expect(() => compileTensorflow(5, dataset).step({ indices: Int32Array.from(wrong), ...step })).toThrow(message);
    });

    const image = new Uint8Array(784);
    test.each<[string, Uint8Array, number[], RegExp]>([
      ['a part of an image', new Uint8Array(785), [1], /785 bytes/],
      ['more labels than images', image, [1, 2], /1 images have 2 labels/],
      ['a label above 9', image, [10], /label is 10/],
      ['more than maxRows images', new Uint8Array(3 * 784), [1, 1, 1], /3 rows/],
      ['no image', new Uint8Array(), [], /0 rows/],
    ])('are refused with %s', (_, images, labels, message) => {
      expect(() => compileTensorflow(2).evaluate({ images, labels: Uint8Array.from(labels) })).toThrow(message);
    });

    test('by index are refused by a model without a dataset', () => {
      expect(() => compileTensorflow(2).evaluate({ indices: Int32Array.of(0) })).toThrow('Index 0 is outside');
    });

    test('to predict are refused where there are more than maxRows', () => {
      expect(() => compileTensorflow(2).predict(new Uint8Array(3 * 784))).toThrow('3 rows');
    });

    test('of a dataset are refused with a label above 9', () => {
      expect(() => compileTensorflow(2, { images: image, labels: Uint8Array.of(200) })).toThrow('label is 200');
    });
  });

  test('evaluates to the loss that the step reports', () => {
    const batch = randomImages(7, 4);
    const model = compileTensorflow(7);
    model.writeStateDict(randomParameters(0.1, 2));
    const { losses } = model.evaluate(batch);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 7;
    expect(model.step({ ...batch, ...step }).loss).toBe(mean);
  });

  test('counts as correct what it predicts', () => {
    const batch = randomImages(60, 4);
    const model = compileTensorflow(60);
    model.writeStateDict(randomParameters(0.1, 2));
    const { predicted } = model.evaluate(batch);
    expect(model.step({ ...batch, ...step }).correct).toBe(predicted.filter((digit, row) => digit === batch.labels[row]).length);
  });

  test('gives probabilities that sum to 1', () => {
    const model = compileTensorflow(3);
    model.writeStateDict(randomParameters(1, 2));
    const probabilities = model.predict(randomImages(3, 4).images);
    const sums = [0, 10, 20].map((start) => probabilities.subarray(start, start + 10).reduce((sum, value) => sum + value, 0).toFixed(6));
    expect(sums).toEqual(['1.000000', '1.000000', '1.000000']);
  });

  test('changes no parameter at learning rate 0', () => {
    const model = compileTensorflow(8);
    model.writeStateDict(randomParameters(1, 2));
    model.step({ ...randomImages(8, 1), learningRate: 0, step: 0 });
    expect(largestDifference(model.readStateDict(), randomParameters(1, 2))).toBe(0);
  });

  test('follows a learning rate that changes between steps', () => {
    const [changed, constant] = [compileTensorflow(8), compileTensorflow(8)];
    changed.step({ ...randomImages(8, 1), learningRate: 0, step: 0 });
    for (const model of [changed, constant]) model.step({ ...randomImages(8, 1), learningRate: 0.5, step: 1 });
    expect(largestDifference(changed.readStateDict(), constant.readStateDict())).toBe(0);
  });

  test('repeats to the bit', () => {
    const run = () => {
      const model = compileTensorflow(32, randomImages(320, 21));
      model.writeStateDict(randomParameters(0.1, 2));
      for (let index = 0; index < 10; index++) {
        model.step({ indices: Int32Array.from({ length: 32 }, (_, row) => index * 32 + row), ...step });
      }
      return model.readStateDict();
    };
    expect(largestDifference(run(), run())).toBe(0);
  });

  describe('parameters', () => {
    test('come back as they were written', () => {
      const model = compileTensorflow(4);
      model.writeStateDict(randomParameters(1, 5));
      expect(model.readStateDict()).toEqual(randomParameters(1, 5));
    });

    test('are read as a copy that later steps leave alone', () => {
      const model = compileTensorflow(4);
      model.writeStateDict(randomParameters(1, 5));
      const read = model.readStateDict();
      model.step({ ...randomImages(4, 1), learningRate: 1, step: 0 });
      expect(read).toEqual(randomParameters(1, 5));
    });

    test('are written as a copy that steps leave alone', () => {
      const written = randomParameters(1, 5);
      const model = compileTensorflow(4);
      model.writeStateDict(written);
      model.step({ ...randomImages(4, 1), learningRate: 1, step: 0 });
      expect(written).toEqual(randomParameters(1, 5));
    });

    const bias: Tensor = { shape: [10], data: new Float32Array(10) };
    test.each<[string, Tensor | undefined, RegExp]>([
      ['a missing name', undefined, /no linear\.weight/],
      ['another shape', { shape: [784, 10], data: new Float32Array(7840) }, /linear\.weight is \[784, 10\]/],
      ['fewer values than the shape', { shape: [10, 784], data: new Float32Array(7839) }, /7839 values/],
    ])('are refused with %s', (_, weight, message) => {
      const stateDict = new Map([['linear.bias', bias]]);
      if (weight) stateDict.set('linear.weight', weight);
      expect(() => compileTensorflow(4).writeStateDict(stateDict)).toThrow(message);
    });

    test('stay as they were where one of them is refused', () => {
      const model = compileTensorflow(4);
      model.writeStateDict(randomParameters(1, 5));
      const halfRight = new Map([...randomParameters(1, 6), ['linear.bias', { shape: [9], data: new Float32Array(9) }]]);
      expect(() => model.writeStateDict(halfRight)).toThrow('linear.bias');
      expect(largestDifference(model.readStateDict(), randomParameters(1, 5))).toBe(0);
    });
  });

  test('has no slots with plain SGD', () => {
    expect(compileTensorflow(4).readSlots()).toEqual(new Map());
  });

  test('refuses slots with plain SGD', () => {
    expect(() => compileTensorflow(4).writeSlots(randomParameters(1, 1))).toThrow('Plain SGD has no slots');
  });

  test.each([NaN, Infinity])('refuses a learning rate of %d', (learningRate) => {
    expect(() => compileTensorflow(4).step({ ...randomImages(4, 1), learningRate, step: 0 })).toThrow('learning rate');
  });

  test.each([0, 1.5, -1])('refuses maxRows of %d', (maxRows) => {
    expect(() => compileTensorflow(maxRows)).toThrow('maxRows');
  });

  test('shares nothing with another model', () => {
    const [trained, other] = [compileTensorflow(8, randomImages(8, 1)), compileTensorflow(8, randomImages(8, 2))];
    for (const model of [trained, other]) model.writeStateDict(randomParameters(0.1, 2));
    const indices = Int32Array.of(0, 1, 2, 3);
    const before = other.evaluate({ indices });
    trained.step({ indices, ...step });
    expect(other.evaluate({ indices })).toEqual(before);
  });

  test('goes on when another is disposed', () => {
    const [kept, disposed] = [compileTensorflow(8), compileTensorflow(8)];
    for (const model of [kept, disposed]) model.writeStateDict(randomParameters(0.1, 2));
    disposed.dispose();
    expect(largestDifference(kept.readStateDict(), randomParameters(0.1, 2))).toBe(0);
  });
});

describeTensorflow('memory', () => {
  test('holds as many tensors after ten epochs as after two', () => {
    const model = compileTensorflow(128, randomImages(400, 1));
    const used: number[] = [];
    for (let epoch = 1; epoch <= 10; epoch++) {
      for (let start = 0; start < 400; start += 128) {
        const indices = Int32Array.from({ length: Math.min(128, 400 - start) }, (_, row) => start + row);
        model.step({ indices, learningRate: 0.1 / epoch, step: 0 });
      }
      model.evaluate({ indices: Int32Array.of(0, 1) });
      if (epoch === 2 || epoch === 10) used.push(model.memory().tensors);
    }
    expect(used).toEqual([2, 2]); // the learning rate and 1/n
  });

  test('is counted as the binding itself counts it', () => {
    const before = nativeCounts().tensors;
    const model = compileTensorflow(8);
    model.step({ ...randomImages(8, 1), ...step });
    model.predict(randomImages(1, 1).images);
    expect(nativeCounts().tensors - before).toBe(model.memory().tensors);
  });

  test('is as before once a model is disposed', () => {
    const before = nativeCounts();
    const model = compileTensorflow(8, randomImages(8, 1));
    model.step({ ...randomImages(8, 1), ...step });
    model.dispose();
    expect(nativeCounts()).toEqual(before);
  });

  test('has no file left in the temporary folder', () => {
    compileTensorflow(8);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`mnist-lab-graph-${process.pid}-`))).toEqual([]);
  });

  test.each<[string, (model: ReturnType<typeof compileTensorflow>) => unknown]>([
    ['step', (model) => model.step({ ...randomImages(1, 1), ...step })],
    ['evaluate', (model) => model.evaluate(randomImages(1, 1))],
    ['predict', (model) => model.predict(new Uint8Array(784))],
    ['readStateDict', (model) => model.readStateDict()],
    ['writeStateDict', (model) => model.writeStateDict(randomParameters(1, 1))],
    ['readSlots', (model) => model.readSlots()],
    ['writeSlots', (model) => model.writeSlots(new Map())],
    ['memory', (model) => model.memory()],
  ])('is not reached by %s after dispose', (_, call) => {
    const model = compileTensorflow(4);
    model.dispose();
    expect(() => call(model)).toThrow('disposed');
  });
});

describeTensorflow('the tensorflow engine', () => {
  test('says the versions and one thread', () => {
    expect(tensorflowEngine().description).toMatch(/^tensorflow 4\.\d+\.\d+ \(TensorFlow 2\.\d+\.\d+\), 1 thread$/);
  });

  test('says several threads', () => {
    expect(createTensorflowEngine({ tfjsNode: tensorflowModule(), threads: 2 }).description).toMatch(/, 2 threads$/);
  });
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'no function findBackend'],
  ['a package without its native half', { findBackend: () => null }, 'no function createTensor'],
])('%s is refused as a TensorFlow package', (_, tfjsNode, message) => {
  expect(() => createTensorflowEngine({ tfjsNode, threads: 1 })).toThrow(message);
});

function nativeCounts(): { tensors: number; savedModels: number } {
  const binding = get(call(tensorflowModule(), 'findBackend', 'tensorflow'), 'binding');
  return { tensors: Number(call(binding, 'getNumOfTensors')), savedModels: Number(call(binding, 'getNumOfSavedModels')) };
}

function call(object: unknown, name: string, ...values: unknown[]): unknown {
  const method = get(object, name);
  if (typeof method !== 'function') throw new Error(`There is no function ${name}.`);
  const result: unknown = Reflect.apply(method, object, values);
  return result;
}

function get(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined;
}
