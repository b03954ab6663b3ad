import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { createTensorflowEngine } from '../../src/engine/tensorflow/tensorflowEngine';
import { modelSpec } from './modelForTests';
import { randomImages } from './randomInputs';
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
