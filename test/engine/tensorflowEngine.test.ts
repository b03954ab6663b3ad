import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { initialStateDict } from '../../src/core/initialization';
import type { LayerList } from '../../src/core/layers';
import type { LabelledImages } from '../../src/engine/engine';
import { createTensorflowEngine } from '../../src/engine/tensorflow/tensorflowEngine';
import { modelSpec } from './modelForTests';
import { randomImages } from './randomInputs';
import { largestDifference, subtract } from './stateDictDifference';
import { describeTensorflow, tensorflowEngine, tensorflowModule } from './tensorflowForTests';

const step = { learningRate: 0.1, step: 0 };

describeTensorflow('a tensorflow model', () => {
  test('counts its tensors as the binding itself counts them', () => {
    const before = nativeCounts().tensors;
    const model = tensorflowEngine().compile(modelSpec(8));
    model.step({ ...randomImages(8, 1), ...step });
    model.predict(randomImages(1, 1).images);
    expect(nativeCounts().tensors - before).toBe(model.memory().tensors);
  });

  test('leaves no tensor and no graph once it is disposed', () => {
    const before = nativeCounts();
    const model = tensorflowEngine().compile(modelSpec(8, { dataset: randomImages(8, 1) }));
    model.step({ ...randomImages(8, 1), ...step });
    model.dispose();
    expect(nativeCounts()).toEqual(before);
  });

  test('leaves no file in the temporary folder', () => {
    tensorflowEngine().compile(modelSpec(8));
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`mnist-lab-graph-${process.pid}-`))).toEqual([]);
  });
});

describeTensorflow('a batch whose activations are too many for one run', () => {
  // 256 filters put out 784 * 256 numbers, 4 another 196 * 4, the last layer 10: 166 images make 2^25, so 200 are cut in two.
  const layers: LayerList = [
    { kind: 'conv', filters: 256, kernel: 1, stride: 1, pool: true, dropout: 0 },
    { kind: 'conv', filters: 4, kernel: 1, stride: 1, pool: false, dropout: 0 },
    { kind: 'dense', outputs: 10, dropout: 0 },
  ];
  const parameters = initialStateDict(layers, 1);
  const compile = (threads = 1) => {
    const model = tensorflowEngine(threads).compile(modelSpec(200, { layers }));
    model.writeStateDict(parameters);
    return model;
  };
  const rows = randomImages(200, 4);
  const part = (start: number, end: number) => ({ images: rows.images.subarray(start * 784, end * 784), labels: rows.labels.subarray(start, end) });

  test('is evaluated and predicted row by row as in small batches', () => {
    const model = compile();
    const [whole, first, second] = [rows, part(0, 100), part(100, 200)].map((each) => model.evaluate(each));
    expect([...(whole?.losses ?? [])]).toEqual([...(first?.losses ?? []), ...(second?.losses ?? [])]);
    expect([...model.predict(rows.images)]).toEqual([...model.predict(part(0, 100).images), ...model.predict(part(100, 200).images)]);
  });

  test.each([1, 3])('takes a step of the mean of its rows, and nothing is left of it in the next, in %i shards', (threads) => {
    const model = compile(threads);
    const gradientOf = (each: LabelledImages) => {
      model.writeStateDict(parameters);
      const { loss } = model.step({ ...each, learningRate: 1, step: 0 });
      return { loss, gradient: subtract(parameters, model.readStateDict()) };
    };
    const [once, again, first, second] = [gradientOf(rows), gradientOf(rows), gradientOf(part(0, 100)), gradientOf(part(100, 200))];
    expect(again).toEqual(once);
    expect(once.loss).toBeCloseTo((first.loss + second.loss) / 2, 6);
    // The sum of both halves' gradients is twice their mean.
    const sum = subtract(first.gradient, second.gradient, -1);
    expect(largestDifference(subtract(sum, once.gradient, 2), subtract(sum, sum))).toBeLessThan(1e-6);
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
