import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { initialStateDict } from '../../src/core/initialization';
import type { LayerList } from '../../src/core/layers';
import type { Engine, Model } from '../../src/engine/engine';
import type { StartWorker } from '../../src/engine/wasm/threads/sharedTeam';
import { wasmThreadCount, wasmWorkerStarter } from '../../src/trainer/wasmThreads';
import { randomImages } from './randomInputs';
import { kernelFolder, threadedEngine, wasmEngine } from './wasmForTests';

const layers: LayerList = [
  { kind: 'conv', filters: 5, kernel: 5, stride: 1, pool: true, dropout: 0.25 },
  { kind: 'conv', filters: 9, kernel: 3, stride: 2, pool: false, dropout: 0 },
  { kind: 'dense', outputs: 21, dropout: 0.5 },
  { kind: 'dense', outputs: 10, dropout: 0 },
];
const dataset = randomImages(300, 11);

function compile(engine: Engine, maxRows = 300): Model {
  const optimizer = { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 } as const;
  const model = engine.compile({ layers, optimizer, loss: { labelSmoothing: 0.1 }, seed: 5, maxRows, dataset });
  model.writeStateDict(initialStateDict(layers, 3));
  return model;
}

function rowsOf(count: number, first: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => (first + row) % 300);
}

/** A hash of everything that can be learned from a model which trains on batches of 128, 80, 7 and 1. */
async function bitsOf(model: Model): Promise<string> {
  const hash = createHash('sha256');
  // Workers are started by the first step, and need some time to be there for the others.
  model.step({ indices: rowsOf(128, 0), learningRate: 0.01, step: 0 });
  await setTimeout(200);
  for (const [step, count] of [128, 128, 80, 7, 1, 128].entries()) {
    hash.update(JSON.stringify(model.step({ indices: rowsOf(count, step * 50), learningRate: 0.01, step })));
  }
  const { losses, predicted } = model.evaluate({ indices: rowsOf(300, 0) });
  hash.update(losses).update(predicted).update(model.predict(dataset.images.subarray(0, 100 * 784)));
  for (const { data } of [...model.readStateDict().values(), ...model.readSlots().values()]) hash.update(data);
  model.dispose();
  return hash.digest('hex');
}

/** Like the trainer's, and counts what it started. */
function counting(): { start: StartWorker; started: () => number } {
  let count = 0;
  const start = wasmWorkerStarter(kernelFolder);
  return {
    start: (data, onEnd) => {
      count++;
      return start(data, onEnd);
    },
    started: () => count,
  };
}

test.each([2, 3, 8])('%i threads compute the bits of one', async (count) => {
  expect(await bitsOf(compile(threadedEngine(count)))).toBe(await bitsOf(compile(wasmEngine('fma'))));
});

test('two threads compute the bits of one without fused multiply-add', async () => {
  expect(await bitsOf(compile(threadedEngine(2, 'simd')))).toBe(await bitsOf(compile(wasmEngine('simd'))));
});

test('memory is the same after two epochs and after ten', () => {
  const model = compile(threadedEngine(2));
  const bytes: number[] = [];
  for (let epoch = 1; epoch <= 10; epoch++) {
    for (let start = 0; start < 300; start += 96) model.step({ indices: rowsOf(Math.min(96, 300 - start), start), learningRate: 0.01, step: 4 * (epoch - 1) + start / 96 });
    if (epoch === 2 || epoch === 10) bytes.push(model.memory().wasmBytes);
  }
  model.dispose();
  expect(bytes[1]).toBe(bytes[0]);
});

test('no thread is started for the prediction of one drawing', () => {
  const { start, started } = counting();
  const model = compile(threadedEngine(4, 'fma', start));
  model.predict(dataset.images.subarray(0, 784));
  expect(started()).toBe(0);
  model.step({ indices: rowsOf(128, 0), learningRate: 0.1, step: 0 });
  expect(started()).toBe(3);
  model.dispose();
});

test('a model without convolutions has one thread', () => {
  const { start, started } = counting();
  const model = threadedEngine(4, 'fma', start).compile({ layers: [{ kind: 'dense', outputs: 10, dropout: 0 }], optimizer: { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 }, loss: { labelSmoothing: 0 }, seed: 1, maxRows: 128, dataset });
  model.step({ indices: rowsOf(128, 0), learningRate: 0.1, step: 0 });
  expect(started()).toBe(0);
  model.dispose();
});

test('a worker that ends makes the next step an Error', () => {
  const ended: StartWorker = (_, onEnd) => {
    onEnd('its program is missing');
    return { terminate: () => undefined };
  };
  const model = compile(threadedEngine(2, 'fma', ended));
  const step = () => model.step({ indices: rowsOf(128, 0), learningRate: 0.1, step: 0 });
  expect(step).toThrow('A thread of the engine ended: its program is missing');
  expect(step).toThrow('A thread of the engine ended: its program is missing');
  model.dispose();
});

test.each([
  [0, 1, 1],
  [0, 2, 1],
  [0, 4, 3],
  [0, 64, 8],
  [5, 2, 5],
])('asked for %i on %i cores, there are %i threads', (asked, cores, expected) => {
  expect(wasmThreadCount(asked, cores)).toBe(expected);
});
