import { expect, test } from 'vitest';
import { plainSgd } from '../../src/core/optimizer';
import { elementCount, type StateDict, type Tensor } from '../../src/core/stateDict';
import type { EngineId, MemoryUse, Model } from '../../src/engine/engine';
import { describeEveryEngine } from './everyEngine';
import { optimizers } from './modelForTests';
import { randomImages, randomParameters } from './randomInputs';
import { largestDifference } from './stateDictDifference';

const step = { learningRate: 0.1, step: 0 };
const image = new Uint8Array(784);
const momentum = { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 } as const;
const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;

function filled(shape: number[], value: number): Tensor {
  return { shape, data: new Float32Array(elementCount(shape)).fill(value) };
}

function slotsOfMomentum(value: number): StateDict {
  return new Map([
    ['linear.weight.momentum_buffer', filled([10, 784], value)],
    ['linear.bias.momentum_buffer', filled([10], value)],
  ]);
}

/** Trains ten epochs on a dataset of 1,000, the last batch of each a short one and each at another learning rate. */
function memoryAfterTwoAndTenEpochs(model: Model): MemoryUse[] {
  const used: MemoryUse[] = [];
  for (let epoch = 1; epoch <= 10; epoch++) {
    for (let start = 0; start < 1000; start += 96) {
      const indices = Int32Array.from({ length: Math.min(96, 1000 - start) }, (_, row) => start + row);
      model.step({ indices, learningRate: 0.1 / epoch, step: 11 * (epoch - 1) + start / 96 });
    }
    model.evaluate({ indices: new Int32Array(100) });
    if (epoch === 2 || epoch === 10) used.push(model.memory());
  }
  return used;
}

describeEveryEngine('rows', (compile) => {
  const dataset = randomImages(300, 11);
  const indices = Int32Array.of(299, 100, 3, 201, 3, 0, 17);
  const chosen = {
    images: Uint8Array.from([...indices].flatMap((index) => [...dataset.images.subarray(index * 784, (index + 1) * 784)])),
    labels: Uint8Array.from(indices, (index) => dataset.labels[index] ?? 0),
  };
  const parameters = randomParameters(0.1, 2);

  test('by index train as the same rows given as bytes, to the bit', () => {
    const [byIndex, byBytes] = [compile(16, { parameters, dataset }), compile(16, { parameters })];
    byIndex.step({ indices, ...step });
    byBytes.step({ ...chosen, ...step });
    expect(largestDifference(byIndex.readStateDict(), byBytes.readStateDict())).toBe(0);
  });

  test('can be given as bytes to a model with a dataset', () => {
    const model = compile(7, { parameters, dataset });
    expect(model.evaluate(chosen)).toEqual(model.evaluate({ indices }));
  });

  test('of the dataset are a copy of what was given', () => {
    const given = randomImages(300, 11);
    const model = compile(7, { parameters, dataset: given });
    const before = model.evaluate({ indices });
    given.images.fill(0);
    expect(model.evaluate({ indices })).toEqual(before);
  });

  test.each<[string, number[], RegExp]>([
    ['an index after the last', [0, 300], /Index 300 /],
    ['a negative index', [-1], /Index -1 /],
    ['more than maxRows indices', [0, 1, 2, 3, 4], /5 rows/],
    ['no index', [], /0 rows/],
  ])('are refused with %s', (_, wrong, message) => {
    expect(() => compile(4, { dataset }).step({ indices: Int32Array.from(wrong), ...step })).toThrow(message);
  });

  test.each<[string, Uint8Array, number[], RegExp]>([
    ['a part of an image', new Uint8Array(785), [1], /785 bytes/],
    ['more labels than images', image, [1, 2], /1 images have 2 labels/],
    ['fewer labels than images', image, [], /1 images have 0 labels/],
    ['a label above 9', image, [10], /label is 10/],
    ['more than maxRows images', new Uint8Array(5 * 784), [1, 1, 1, 1, 1], /5 rows/],
    ['no image', new Uint8Array(), [], /0 rows/],
  ])('are refused with %s', (_, images, labels, message) => {
    expect(() => compile(4).evaluate({ images, labels: Uint8Array.from(labels) })).toThrow(message);
  });

  test('by index are refused by a model without a dataset', () => {
    expect(() => compile(4).evaluate({ indices: Int32Array.of(0) })).toThrow('Index 0 is outside');
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['a part of an image', new Uint8Array(783), /783 bytes/],
    ['more than maxRows images', new Uint8Array(5 * 784), /5 rows/],
    ['no image', new Uint8Array(), /0 rows/],
  ])('to predict are refused with %s', (_, images, message) => {
    expect(() => compile(4).predict(images)).toThrow(message);
  });

  test('of a dataset are refused with a label above 9', () => {
    expect(() => compile(4, { dataset: { images: image, labels: Uint8Array.of(200) } })).toThrow('label is 200');
  });

  test('that are refused leave the parameters alone', () => {
    const model = compile(4, { parameters, dataset });
    expect(() => model.step({ indices: Int32Array.of(0, 300), ...step })).toThrow('Index 300');
    expect(largestDifference(model.readStateDict(), parameters)).toBe(0);
  });
});

describeEveryEngine('parameters', (compile) => {
  test('come back as they were written', () => {
    expect(compile(4, { parameters: randomParameters(1, 5) }).readStateDict()).toEqual(randomParameters(1, 5));
  });

  test('have the names and shapes of PyTorch', () => {
    expect([...compile(4).readStateDict()].map(([name, { shape }]) => [name, shape])).toEqual([
      ['linear.weight', [10, 784]],
      ['linear.bias', [10]],
    ]);
  });

  test('are read as a copy that later steps leave alone', () => {
    const model = compile(4, { parameters: randomParameters(1, 5) });
    const read = model.readStateDict();
    model.step({ ...randomImages(4, 1), learningRate: 1, step: 0 });
    expect(read).toEqual(randomParameters(1, 5));
  });

  test('are written as a copy that steps leave alone', () => {
    const written = randomParameters(1, 5);
    compile(4, { parameters: written }).step({ ...randomImages(4, 1), learningRate: 1, step: 0 });
    expect(written).toEqual(randomParameters(1, 5));
  });

  test.each<[string, Tensor | undefined, RegExp]>([
    ['a missing name', undefined, /no linear\.weight/],
    ['another shape', { shape: [784, 10], data: new Float32Array(7840) }, /linear\.weight is \[784, 10\]/],
    ['another rank', { shape: [7840], data: new Float32Array(7840) }, /linear\.weight is \[7840\]/],
    ['fewer values than the shape', { shape: [10, 784], data: new Float32Array(7839) }, /7839 values/],
  ])('are refused with %s', (_, weight, message) => {
    const stateDict = new Map<string, Tensor>([['linear.bias', { shape: [10], data: new Float32Array(10) }]]);
    if (weight) stateDict.set('linear.weight', weight);
    expect(() => compile(4).writeStateDict(stateDict)).toThrow(message);
  });

  test('stay as they were where one of them is refused', () => {
    const model = compile(4, { parameters: randomParameters(1, 5) });
    const halfRight = new Map([...randomParameters(1, 6), ['linear.bias', { shape: [9], data: new Float32Array(9) }]]);
    expect(() => model.writeStateDict(halfRight)).toThrow('linear.bias');
    expect(largestDifference(model.readStateDict(), randomParameters(1, 5))).toBe(0);
  });
});

describeEveryEngine('slots', (compile) => {
  test.each<[string, string[]]>([
    ['plain SGD', []],
    ['momentum', ['linear.weight.momentum_buffer', 'linear.bias.momentum_buffer']],
    ['Nesterov momentum', ['linear.weight.momentum_buffer', 'linear.bias.momentum_buffer']],
    ['Adam', ['linear.weight.exp_avg', 'linear.weight.exp_avg_sq', 'linear.bias.exp_avg', 'linear.bias.exp_avg_sq']],
  ])('of %s have the names of PyTorch', (name, expected) => {
    const optimizer = new Map(optimizers).get(name) ?? plainSgd;
    expect([...compile(4, { optimizer }).readSlots().keys()]).toEqual(expected);
  });

  test('have the shapes of their parameters, and are zero in the beginning', () => {
    expect(compile(4, { optimizer: momentum }).readSlots()).toEqual(slotsOfMomentum(0));
  });

  test('come back as they were written', () => {
    const model = compile(4, { optimizer: momentum });
    model.writeSlots(slotsOfMomentum(0.1));
    expect(model.readSlots()).toEqual(slotsOfMomentum(0.1));
  });

  test('are read and written as copies that steps leave alone', () => {
    const model = compile(4, { optimizer: momentum });
    const written = slotsOfMomentum(0.1);
    model.writeSlots(written);
    const read = model.readSlots();
    model.step({ ...randomImages(4, 1), ...step });
    expect([read, written]).toEqual([slotsOfMomentum(0.1), slotsOfMomentum(0.1)]);
  });

  test('do not touch the parameters', () => {
    const model = compile(4, { optimizer: momentum, parameters: randomParameters(1, 5) });
    model.writeSlots(slotsOfMomentum(0.1));
    expect(model.readStateDict()).toEqual(randomParameters(1, 5));
  });

  test('stay when parameters are written', () => {
    const model = compile(4, { optimizer: momentum });
    model.writeSlots(slotsOfMomentum(0.1));
    model.writeStateDict(randomParameters(1, 5));
    expect(model.readSlots()).toEqual(slotsOfMomentum(0.1));
  });

  test('of another optimizer are refused', () => {
    expect(() => compile(4, { optimizer: adam }).writeSlots(slotsOfMomentum(0.1))).toThrow('linear.weight.momentum_buffer is not a slot of this optimizer');
  });

  test('are refused by plain SGD', () => {
    expect(() => compile(4).writeSlots(slotsOfMomentum(0.1))).toThrow('linear.weight.momentum_buffer is not a slot of this optimizer');
  });

  test.each<[string, StateDict, string]>([
    ['a missing name', new Map(), 'no linear.weight.momentum_buffer'],
    ['another shape', new Map([...slotsOfMomentum(0.2), ['linear.bias.momentum_buffer', filled([1, 10], 0.2)]]), 'linear.bias.momentum_buffer is [1, 10]'],
  ])('with %s are refused, and stay as they were', (_, wrong, message) => {
    const model = compile(4, { optimizer: momentum });
    model.writeSlots(slotsOfMomentum(0.1));
    expect(() => model.writeSlots(wrong)).toThrow(message);
    expect(model.readSlots()).toEqual(slotsOfMomentum(0.1));
  });
});

describeEveryEngine('a model', (compile, id) => {
  test.each([NaN, Infinity])('refuses a learning rate of %d', (learningRate) => {
    expect(() => compile(4).step({ ...randomImages(4, 1), learningRate, step: 0 })).toThrow('learning rate');
  });

  test.each([NaN, -1, 0.5])('refuses the step %d', (step) => {
    expect(() => compile(4).step({ ...randomImages(4, 1), learningRate: 0.1, step })).toThrow(`The step is ${step}`);
  });

  test.each([0, 1.5, -1])('refuses maxRows of %d', (maxRows) => {
    expect(() => compile(maxRows)).toThrow('maxRows');
  });

  test('shares nothing with another of its engine', () => {
    const parameters = randomParameters(0.1, 2);
    const trained = compile(8, { parameters, dataset: randomImages(8, 1) });
    const other = compile(8, { parameters, dataset: randomImages(8, 2) });
    const indices = Int32Array.of(0, 1, 2, 3);
    const before = other.evaluate({ indices });
    trained.step({ indices, ...step });
    expect(other.evaluate({ indices })).toEqual(before);
  });

  test('goes on when another of its engine is disposed', () => {
    const kept = compile(2, { parameters: randomParameters(0.1, 2) });
    compile(2, { parameters: randomParameters(1, 1) }).dispose();
    expect(largestDifference(kept.readStateDict(), randomParameters(0.1, 2))).toBe(0);
  });

  test('of plain SGD has as much memory after ten epochs as after two', () => {
    const memory: Record<EngineId, MemoryUse> = {
      // Buffers of 64-byte multiples: twice the parameters 37,696; logits 4,800 + losses 448 + predicted 128 + labels 128;
      // given images 78,400 + labels 128 + indices 448; indices 448; the dataset's labels 1,024; its sparse rows, of 156,107
      // pixels that are not zero, 4,032 + 468,352, those of given images 448 + 235,264, the table of lanes 2,048. 871,488 in
      // all, which is 14 pages of 65,536.
      wasm: { wasmBytes: 917_504, tensors: 0 },
      tensorflow: { wasmBytes: 0, tensors: 2 }, // the learning rate and 1/n
    };
    expect(memoryAfterTwoAndTenEpochs(compile(100, { dataset: randomImages(1000, 1) }))).toEqual([memory[id], memory[id]]);
  });

  test('of Adam has as much memory after ten epochs as after two', () => {
    const memory: Record<EngineId, MemoryUse> = {
      // Two slots of 37,696 more than plain SGD: 946,880, which is 15 pages.
      wasm: { wasmBytes: 983_040, tensors: 0 },
      tensorflow: { wasmBytes: 0, tensors: 3 }, // the corrected learning rate and epsilon, and 1/n
    };
    expect(memoryAfterTwoAndTenEpochs(compile(100, { dataset: randomImages(1000, 1), optimizer: adam }))).toEqual([memory[id], memory[id]]);
  });

  test.each<[string, (model: Model) => unknown]>([
    ['step', (model) => model.step({ ...randomImages(1, 1), ...step })],
    ['evaluate', (model) => model.evaluate(randomImages(1, 1))],
    ['predict', (model) => model.predict(image)],
    ['readStateDict', (model) => model.readStateDict()],
    ['writeStateDict', (model) => model.writeStateDict(randomParameters(1, 1))],
    ['readSlots', (model) => model.readSlots()],
    ['writeSlots', (model) => model.writeSlots(new Map())],
    ['memory', (model) => model.memory()],
  ])('throws at %s after dispose', (_, call) => {
    const model = compile(4);
    model.dispose();
    expect(() => call(model)).toThrow('disposed');
  });
});
