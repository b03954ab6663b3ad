import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mnistFiles, parseDataset, type Dataset } from '../src/core/dataset';
import { configurationOf } from '../src/core/recipes';
import type { Engine } from '../src/engine/engine';
import { openTensorflow, openWasm, type ChosenEngine } from '../src/trainer/engineChoice';
import { tensorflowCandidates } from '../src/host/tensorflowCandidates';
import { LiveWeights } from '../src/trainer/liveWeights';
import { createRun } from '../src/trainer/newRun';
import { RunControl } from '../src/trainer/runControl';
import type { Emit } from '../src/trainer/runEnvironment';
import { executeRun } from '../src/trainer/runExecution';

/** MNIST's train file, from the folder of the raw IDX files. */
export function readTrainFile(folder: string): Dataset {
  const { trainImages, trainLabels } = mnistFiles;
  const read = (name: string) => readFileSync(path.join(folder, name));
  return parseDataset(read(trainImages.name), read(trainLabels.name), { images: trainImages.name, labels: trainLabels.name });
}

/** Throws a `UserError` where the engine is not there or fails its self-test. */
export function openEngine(id: string, kernelFolder: string, projectFolder: string): ChosenEngine {
  if (id === 'wasm') return openWasm({ folder: kernelFolder }, 1, 'it was asked for');
  const named = [{ origin: 'MNIST_TENSORFLOW_PATH', folder: process.env['MNIST_TENSORFLOW_PATH'] ?? '' }];
  return openTensorflow({ candidates: tensorflowCandidates(named, projectFolder), crashed: false }, () => undefined);
}

/** Trains the notebook's model as the trainer does, with everything saved in a new folder of `runsFolder`. */
export async function trainSaved({ engine, choice }: ChosenEngine, dataset: Dataset, epochs: number, runsFolder: string, emit: Emit): Promise<void> {
  const start = await createRun({ configuration: configurationOf('notebook', 1, { epochs }), runsFolder }, choice);
  const environment = { engine, dataset, control: new RunControl('full'), live: new LiveWeights(), keepCheckpoints: 50, saveIntervalMs: 30_000, emit };
  await executeRun(start, environment, new AbortController().signal);
}

/** The engine, and a way to look at the model that it compiled last. */
export function watchModels(engine: Engine): { engine: Engine; model: () => ReturnType<Engine['compile']> | undefined } {
  let last: ReturnType<Engine['compile']> | undefined;
  return { engine: { ...engine, compile: (spec) => (last = engine.compile(spec)) }, model: () => last };
}
