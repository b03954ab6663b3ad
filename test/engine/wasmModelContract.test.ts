import { beforeAll, describe, expect, test } from 'vitest';
import { buildKernels } from '../../scripts/kernels.mjs';
import type { Tensor } from '../../src/core/stateDict';
import { createWasmEngine } from '../../src/engine/wasm/wasmEngine';
import {
  builds,
  compileModel,
  kernelBytes,
  kernelFolder,
  largestDifference,
  randomImages,
  randomParameters,
} from './wasmModels';

beforeAll(() => buildKernels(kernelFolder));

const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

describe('parameters', () => {
  test('come back as they were written', () => {
    const written = randomParameters(1, 5);
    const model = compileModel('simd', 4);
    model.writeStateDict(written);
    expect(model.readStateDict()).toEqual(written);
  });

  test('have the names and shapes of PyTorch', () => {
    const shapes = [...compileModel('simd', 4).readStateDict()].map(([name, { shape }]) => [name, shape]);
    expect(shapes).toEqual([
      ['linear.weight', [10, 784]],
      ['linear.bias', [10]],
    ]);
  });

  test('are read as a copy that later steps leave alone', () => {
    const model = compileModel('simd', 4);
    model.writeStateDict(randomParameters(1, 5));
    const read = model.readStateDict();
    model.step({ ...randomImages(4, 1), learningRate: 1, step: 0 });
    expect(read).toEqual(randomParameters(1, 5));
  });

  const bias: Tensor = { shape: [10], data: new Float32Array(10) };
  test.each<[string, Tensor | undefined, RegExp]>([
    ['a missing name', undefined, /no linear\.weight/],
    ['another shape', { shape: [784, 10], data: new Float32Array(7840) }, /linear\.weight is \[784, 10\]/],
    ['another rank', { shape: [7840], data: new Float32Array(7840) }, /linear\.weight is \[7840\]/],
    ['fewer values than the shape', { shape: [10, 784], data: new Float32Array(7839) }, /7839 values/],
  ])('are refused with %s', (_, weight, message) => {
    const model = compileModel('simd', 4);
    const stateDict = new Map([['linear.bias', bias]]);
    if (weight) stateDict.set('linear.weight', weight);
    expect(() => model.writeStateDict(stateDict)).toThrow(message);
  });

  test('stay as they were where one of them is refused', () => {
    const model = compileModel('simd', 4);
    model.writeStateDict(randomParameters(1, 5));
    const halfRight = new Map([...randomParameters(1, 6), ['linear.bias', { shape: [9], data: new Float32Array(9) }]]);
    expect(() => model.writeStateDict(halfRight)).toThrow('linear.bias');
    expect(largestDifference(model.readStateDict(), randomParameters(1, 5))).toBe(0);
  });
});

describe('slots of plain SGD', () => {
  test('are none', () => {
    expect(compileModel('simd', 4).readSlots()).toEqual(new Map());
  });

  test('are refused', () => {
    expect(() => compileModel('simd', 4).writeSlots(randomParameters(1, 1))).toThrow('Plain SGD has no slots');
  });
});

describe('rows', () => {
  const dataset = randomImages(10, 1);
  const step = { learningRate: 0.1, step: 0 };
  const image = new Uint8Array(784);

  test.each<[string, number[], RegExp]>([
    ['an index after the last', [0, 10], /Index 10 /],
    ['a negative index', [-1], /Index -1 /],
    ['more than maxRows indices', [0, 1, 2, 3, 4], /5 rows/],
    ['no index', [], /0 rows/],
  ])('are refused with %s', (_, indices, message) => {
    const model = compileModel('simd', 4, dataset);
    expect(() => model.step({ indices: Int32Array.from(indices), ...step })).toThrow(message);
  });

  test.each<[string, Uint8Array, number[], RegExp]>([
    ['a part of an image', new Uint8Array(785), [1], /785 bytes/],
    ['more labels than images', image, [1, 2], /1 images have 2 labels/],
    ['fewer labels than images', image, [], /1 images have 0 labels/],
    ['a label above 9', image, [10], /label is 10/],
    ['more than maxRows images', new Uint8Array(5 * 784), [1, 1, 1, 1, 1], /5 rows/],
    ['no image', new Uint8Array(), [], /0 rows/],
  ])('are refused with %s', (_, images, labels, message) => {
    const model = compileModel('simd', 4);
    expect(() => model.evaluate({ images, labels: Uint8Array.from(labels) })).toThrow(message);
  });

  test('by index are refused by a model without a dataset', () => {
    expect(() => compileModel('simd', 4).evaluate({ indices: Int32Array.of(0) })).toThrow('Index 0 is outside');
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['a part of an image', new Uint8Array(783), /783 bytes/],
    ['more than maxRows images', new Uint8Array(5 * 784), /5 rows/],
    ['no image', new Uint8Array(), /0 rows/],
  ])('to predict are refused with %s', (_, images, message) => {
    expect(() => compileModel('simd', 4).predict(images)).toThrow(message);
  });

  test('of a dataset are refused with a label above 9', () => {
    const wrong = { images: image, labels: Uint8Array.of(200) };
    expect(() => compileModel('simd', 4, wrong)).toThrow('label is 200');
  });

  test('that are refused leave the parameters alone', () => {
    const model = compileModel('simd', 4, dataset);
    model.writeStateDict(randomParameters(1, 5));
    expect(() => model.step({ indices: Int32Array.of(0, 10), ...step })).toThrow('Index 10');
    expect(largestDifference(model.readStateDict(), randomParameters(1, 5))).toBe(0);
  });
});

test.each([NaN, Infinity])('a learning rate of %d is refused', (learningRate) => {
  const model = compileModel('simd', 4);
  expect(() => model.step({ ...randomImages(4, 1), learningRate, step: 0 })).toThrow('learning rate');
});

test.each([0, 1.5, -1])('maxRows of %d is refused', (maxRows) => {
  expect(() => compileModel('simd', maxRows)).toThrow('maxRows');
});

test('memory is the same after the steps of two epochs and of ten', () => {
  const model = compileModel('simd', 100, randomImages(1000, 1));
  const indices = Int32Array.from({ length: 100 }, (_, row) => row * 10);
  const used: number[] = [];
  for (let step = 0; step < 100; step++) {
    model.step({ indices, learningRate: 0.1, step });
    if (step === 19 || step === 99) used.push(model.memory().wasmBytes);
  }
  // Buffers of 64-byte multiples: twice the parameters 31,424; logits 4,800 + losses 448 + predicted 128; batch 313,600 +
  // labels 128; given images 78,400 + labels 128 + indices 448; indices 448; dataset 784,000 + 1,024. 1,246,400 in all,
  // which is 20 pages of 65,536.
  expect(used).toEqual([1_310_720, 1_310_720]);
});

test.each<[string, (model: ReturnType<typeof compileModel>) => unknown]>([
  ['step', (model) => model.step({ ...randomImages(1, 1), learningRate: 0.1, step: 0 })],
  ['evaluate', (model) => model.evaluate(randomImages(1, 1))],
  ['predict', (model) => model.predict(new Uint8Array(784))],
  ['readStateDict', (model) => model.readStateDict()],
  ['writeStateDict', (model) => model.writeStateDict(randomParameters(1, 1))],
  ['readSlots', (model) => model.readSlots()],
  ['writeSlots', (model) => model.writeSlots(new Map())],
  ['memory', (model) => model.memory()],
])('%s throws after dispose', (_, call) => {
  const model = compileModel('simd', 4);
  model.dispose();
  expect(() => call(model)).toThrow('disposed');
});

test('a model goes on when another of the same engine is disposed', () => {
  const engine = createWasmEngine({ kernels: kernelBytes('simd'), build: 'simd' });
  const spec = {
    layers: [{ kind: 'dense', inputs: 784, outputs: 10 }],
    optimizer: { kind: 'sgd' },
    loss: { kind: 'crossEntropy' },
    seed: 1,
    maxRows: 2,
  } as const;
  const [kept, disposed] = [engine.compile(spec), engine.compile(spec)];
  disposed.writeStateDict(randomParameters(1, 1));
  disposed.dispose();
  expect(largestDifference(kept.readStateDict(), randomParameters(0, 1))).toBe(0);
});

test.each(builds)('the %s build says its version and instructions', (build) => {
  const engine = createWasmEngine({ kernels: kernelBytes(build), build });
  expect(engine.description).toBe(build === 'fma' ? 'wasm 1 simd+fma' : 'wasm 1 simd');
});

test('a module without the kernels is refused', () => {
  const engine = createWasmEngine({ kernels: emptyModule, build: 'simd' });
  const spec = {
    layers: [{ kind: 'dense', inputs: 784, outputs: 10 }],
    optimizer: { kind: 'sgd' },
    loss: { kind: 'crossEntropy' },
    seed: 1,
    maxRows: 2,
  } as const;
  expect(() => engine.compile(spec)).toThrow('Not the kernels of this version');
});
