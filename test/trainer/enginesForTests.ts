import { describe } from 'vitest';
import type { RunConfiguration } from '../../src/core/configuration';
import { configurationOf } from '../../src/core/recipes';
import { initialStateDict } from '../../src/core/initialization';
import { plainSgd, type OptimizerSpec } from '../../src/core/optimizer';
import { splitRows } from '../../src/core/split';
import type { Engine, Model } from '../../src/engine/engine';
import { createWasmEngine } from '../../src/engine/wasm/wasmEngine';
import { readMnist } from '../../src/node/mnistFolder';
import { RunControl } from '../../src/trainer/runControl';
import { TimeSlice } from '../../src/trainer/timeSlice';
import { trainingBatches } from '../../src/trainer/trainingBatches';
import { fit, type TrainingObserver } from '../../src/trainer/trainingLoop';
import { loadWasmKernels } from '../../src/trainer/wasmKernels';
import { installedTensorflow, tensorflowEngine } from '../engine/tensorflowForTests';

/** The built program, which `npm test` makes first. */
export const builtFolder = 'dist';

export function wasmEngine(): Engine {
  const { bytes, build } = loadWasmKernels(builtFolder);
  return createWasmEngine({ kernels: bytes, build });
}

/** Runs a group of tests once for each engine; TensorFlow's are skipped where it is not installed. */
export function describeEngines(name: string, tests: (open: () => Engine) => void): void {
  describe(`${name} on wasm`, () => tests(wasmEngine));
  describe.skipIf(!installedTensorflow)(`${name} on tensorflow`, () => tests(tensorflowEngine));
}

export const trainData = readMnist(`${builtFolder}/dataset`, 'train');
export const testData = readMnist(`${builtFolder}/dataset`, 'test');

export const silentObserver: TrainingObserver = {
  stepsEnded: () => undefined,
  epochEnded: () => Promise.resolve(),
  held: () => Promise.resolve(),
  released: () => undefined,
  intervened: () => Promise.resolve(),
};

/** A model of the recipe `notebook` with its initial parameters and the whole train file in its memory. */
export async function compileNotebook(engine: Engine, seed: number, optimizer: OptimizerSpec = plainSgd): Promise<Model> {
  const { layers } = configurationOf('notebook', seed);
  const model = engine.compile({ layers, optimizer, loss: { labelSmoothing: 0 }, seed, maxRows: 500, dataset: await trainData });
  model.writeStateDict(initialStateDict(layers, seed));
  return model;
}

/** Trains by the recipe `notebook`, for its 20 epochs or as many as are asked for. */
export async function fitNotebook(model: Model, seed: number, observer: Partial<TrainingObserver>, changes: { epochs?: number } & Partial<RunConfiguration> = {}, signal = new AbortController().signal, control = new RunControl('full')) {
  const { epochs, ...others } = changes;
  const configuration = { ...configurationOf('notebook', seed, { epochs }), ...others };
  const dataset = await trainData;
  const split = splitRows(dataset.count, configuration.validationCount, seed);
  return fit(model, { configuration, split, dataset, batches: trainingBatches(configuration, dataset), history: [] }, { ...silentObserver, ...observer }, control, new TimeSlice(5), signal);
}
