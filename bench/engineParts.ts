// What the programs that time an engine have in common.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mnistFiles, parseDataset } from '../src/core/dataset';
import { pixelCount } from '../src/core/layers';
import { UserError } from '../src/core/userError';
import type { Engine, LabelledImages } from '../src/engine/engine';
import { tensorflowCandidates } from '../src/host/tensorflowCandidates';
import { openTensorflow, openWasm } from '../src/trainer/engineChoice';

export const imageCount = 50_000;

/** The first 50,000 images of MNIST's train file. */
export function readImages(folder: string): LabelledImages {
  const { trainImages, trainLabels } = mnistFiles;
  const read = (name: string) => readFileSync(path.join(folder, name));
  const { images, labels } = parseDataset(read(trainImages.name), read(trainLabels.name), {
    images: trainImages.name,
    labels: trainLabels.name,
  });
  return { images: images.slice(0, imageCount * pixelCount), labels: labels.slice(0, imageCount) };
}

/** An engine with the threads of `TF_NUM_INTEROP_THREADS`. Throws a `UserError` where it is not there or fails its self-test. */
export function findEngine(id: string, kernelFolder: string, projectFolder: string): Engine {
  const named = [{ origin: 'MNIST_TENSORFLOW_PATH', folder: process.env['MNIST_TENSORFLOW_PATH'] ?? '' }];
  const candidates = tensorflowCandidates(named, projectFolder);
  if (id === 'wasm') return openWasm({ folder: kernelFolder }, Number(process.env['TF_NUM_INTEROP_THREADS'] ?? 1), '').engine;
  try {
    return openTensorflow({ candidates, crashed: false }, () => undefined).engine;
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'tensorflow-missing') throw error;
    throw new UserError(error.code, 'TensorFlow was not found. Run `npm run engine`, or set MNIST_TENSORFLOW_PATH to the folder of @tensorflow/tfjs-node.');
  }
}

/** Processor time of this process and all its threads. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
