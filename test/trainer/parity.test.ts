import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initialStateDict } from '../../src/core/initialization';
import { purpose, shuffled } from '../../src/core/random';
import type { Engine, Model } from '../../src/engine/engine';
import { modelSpec, optimizers, smallCnn } from '../engine/modelForTests';
import { largestDifference } from '../engine/stateDictDifference';
import { installedTensorflow, tensorflowEngine } from '../engine/tensorflowForTests';
import { compileNotebook, trainData, wasmEngine } from './enginesForTests';

const steps = 50;

/** Lets both models take the same 50 steps from the same parameters; returns how far apart losses and parameters come. */
function trainBoth(a: Model, b: Model, learningRate: number): { losses: number; parameters: number } {
  b.writeStateDict(a.readStateDict());
  const order = shuffled(Int32Array.from({ length: 60_000 }, (_, row) => row), 1, purpose.shuffle, 0);
  let losses = 0;
  for (let step = 0; step < steps; step++) {
    const indices = order.subarray(step * 128, (step + 1) * 128);
    const difference = Math.abs(a.step({ indices, learningRate, step }).loss - b.step({ indices, learningRate, step }).loss);
    losses = Math.max(losses, difference);
  }
  return { losses, parameters: largestDifference(a.readStateDict(), b.readStateDict()) };
}

/** A model whose gradient of one weight is wrong by one part in a hundred. */
function withBrokenGradient(model: Model): Model {
  return new Proxy(model, {
    get(target, key) {
      if (key !== 'step') return (Reflect.get(target, key) as (...args: unknown[]) => unknown).bind(target);
      return (input: Parameters<Model['step']>[0]) => {
        const before = target.readStateDict().get('linear.weight')?.data ?? new Float32Array();
        const result = target.step(input);
        const after = new Map(target.readStateDict());
        const weight = after.get('linear.weight');
        // A pixel in the middle of the picture, where there is ink in most batches.
        const index = 3 * 784 + 14 * 28 + 14;
        if (weight) weight.data[index] = (weight.data[index] ?? 0) + 0.01 * ((weight.data[index] ?? 0) - (before[index] ?? 0));
        target.writeStateDict(after);
        return result;
      };
    },
  });
}

// Each at a rate that changes the parameters as much as plain SGD's does.
const rates = new Map([
  ['plain SGD', 0.1],
  ['momentum', 0.01],
  ['Nesterov momentum', 0.01],
  ['Adam', 0.001],
  ['AdamW', 0.001],
]);

describe.skipIf(!installedTensorflow).each(optimizers)('the two engines with %s', (name, optimizer) => {
  const learningRate = rates.get(name) ?? NaN;
  let wasm: Model;
  let tensorflow: Model;

  // Anew for each test: the slots begin with zeros.
  beforeEach(async () => {
    wasm = await compileNotebook(wasmEngine(), 1, optimizer);
    tensorflow = await compileNotebook(tensorflowEngine(), 1, optimizer);
  });

  afterEach(() => {
    wasm.dispose();
    tensorflow.dispose();
  });

  it('have losses within 1e-4 and parameters within 1e-5 after 50 equal steps', () => {
    const { losses, parameters } = trainBoth(wasm, tensorflow, learningRate);
    expect(losses).toBeLessThan(1e-4);
    expect(parameters).toBeLessThan(1e-5);
  });

  it('are told apart when one gradient is broken', () => {
    expect(trainBoth(wasm, withBrokenGradient(tensorflow), learningRate).parameters).toBeGreaterThan(1e-5);
  });
});

/** A model with convolutions, pooling and dropout, and the train file in its memory. */
async function compileCnn(engine: Engine): Promise<Model> {
  const model = engine.compile(modelSpec(128, { layers: smallCnn, dataset: await trainData }));
  model.writeStateDict(initialStateDict(smallCnn, 1));
  return model;
}

describe.skipIf(!installedTensorflow)('the two engines with convolutions', () => {
  it('have losses within 1e-4 and parameters within 1e-5 after 50 equal steps', async () => {
    const { losses, parameters } = trainBoth(await compileCnn(wasmEngine()), await compileCnn(tensorflowEngine()), 0.1);
    expect(losses).toBeLessThan(1e-4);
    expect(parameters).toBeLessThan(1e-5);
  });
});
