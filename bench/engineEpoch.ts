/**
 * The notebook's model trained by one of the engines, through the interface and in the steps of the trainer's loop.
 *
 * Usage: engineEpoch ENGINE FOLDER KERNELS PROJECT OPTIMIZER: `wasm` or `tensorflow`, the folder of the raw IDX files, that of
 * the WebAssembly kernels, the project's, and `sgd`, `momentum` or `adam`. Speaks the benchmark's line protocol (see child.mjs).
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { mnistFiles, parseDataset } from '../src/core/dataset';
import { pixelCount } from '../src/core/layers';
import { plainSgd, type OptimizerSpec } from '../src/core/optimizer';
import { UserError } from '../src/core/userError';
import type { Engine, LabelledImages } from '../src/engine/engine';
import { tensorflowCandidates } from '../src/host/tensorflowCandidates';
import { openTensorflow, openWasm } from '../src/trainer/engineChoice';
import { compileForTiming, trainEpoch } from '../src/trainer/epochTime';

const imageCount = 50_000;

const optimizers = new Map<string, OptimizerSpec>([
  ['sgd', plainSgd],
  ['momentum', { kind: 'sgd', momentum: 0.9, nesterov: false, weightDecay: 0 }],
  ['adam', { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }],
]);

/** The first 50,000 images of MNIST's train file. */
function readImages(folder: string): LabelledImages {
  const { trainImages, trainLabels } = mnistFiles;
  const read = (name: string) => readFileSync(path.join(folder, name));
  const { images, labels } = parseDataset(read(trainImages.name), read(trainLabels.name), {
    images: trainImages.name,
    labels: trainLabels.name,
  });
  return { images: images.slice(0, imageCount * pixelCount), labels: labels.slice(0, imageCount) };
}

/** Throws a `UserError` where the engine is not there or fails its self-test. */
function findEngine(id: string, kernelFolder: string, projectFolder: string): Engine {
  const named = [{ origin: 'MNIST_TENSORFLOW_PATH', folder: process.env['MNIST_TENSORFLOW_PATH'] ?? '' }];
  const candidates = tensorflowCandidates(named, projectFolder);
  if (id === 'wasm') return openWasm({ folder: kernelFolder }, '').engine;
  try {
    return openTensorflow({ preference: 'tensorflow', candidates, crashed: false }, () => undefined).engine;
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'tensorflow-missing') throw error;
    throw new UserError(error.code, 'TensorFlow was not found. Run `npm run engine`, or set MNIST_TENSORFLOW_PATH to the folder of @tensorflow/tfjs-node.');
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main([engineId = '', dataFolder = '', kernelFolder = '', projectFolder = '', optimizerName = '']: readonly string[]): Promise<void> {
  const optimizer = optimizers.get(optimizerName);
  if (!optimizer) throw new Error(`There is no optimizer "${optimizerName}"`);
  const engine = findEngine(engineId, kernelFolder, projectFolder);
  const model = compileForTiming(engine, readImages(dataFolder), optimizer);
  const rows = Int32Array.from({ length: imageCount }, (_, row) => row);
  print(`ready ${engine.description}`);

  let epoch = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== 'epoch') break;
    const wall = performance.now();
    const cpu = cpuMs();
    const loss = trainEpoch(model, rows, epoch++);
    print(JSON.stringify({ wallMs: performance.now() - wall, cpuMs: cpuMs() - cpu, loss }));
  }
  model.dispose();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  print(`absent ${error.message}`);
});
