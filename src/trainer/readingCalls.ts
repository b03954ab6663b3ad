import { usualValidationCount } from '../core/configuration';
import { imageAt, mnist, type Dataset, type DatasetFile } from '../core/dataset';
import { findEvidence } from '../core/evidence';
import type { Checkpoint, RunPosition } from '../core/formats/checkpoint';
import { mostProbable } from '../core/metrics';
import { splitRows } from '../core/split';
import { UserError } from '../core/userError';
import type { Model } from '../engine/engine';
import type { Handlers } from '../protocol/server';
import type { TrainerContract, Weights } from '../protocol/trainerContract';
import { checkRows, copyRows } from './datasetRows';
import { evaluateRows, predictImages, readRows, type ReadingModel } from './evaluation';
import { readingSliceMs, TimeSlice } from './timeSlice';

/** What the calls below read with and from. */
export interface ReadingSources {
  /** Takes live weights before its first `await`: as they are when it is called. */
  weights(reference: Weights): Promise<Checkpoint>;
  /** The model with these weights, to be used before the next `await`. */
  model(weights: Checkpoint): Model;
  dataset(file: DatasetFile): Promise<Dataset>;
}

/** The calls that look at weights and at the dataset and change neither. They may run at the same time. */
export function createReadingCalls(sources: ReadingSources): Pick<Handlers<TrainerContract>, 'evaluate' | 'predict' | 'read' | 'explain' | 'classify' | 'images' | 'labels'> {
  const readingModel = (weights: Checkpoint): ReadingModel => ({ layers: weights.layers, use: () => sources.model(weights) });
  return {
    async evaluate({ weights: reference, split, seed }, signal) {
      const weights = await sources.weights(reference);
      const dataset = await sources.dataset(split === 'test' ? 'test' : 'train');
      const rows = split === 'test' ? everyRow(dataset) : validationRows(dataset, weights, nameOf(reference), seed);
      const found = await evaluateRows(readingModel(weights), dataset, rows, new TimeSlice(readingSliceMs), signal);
      return { ...found, position: positionOf(weights) };
    },

    async predict({ weights: reference, testIndex }) {
      const weights = await sources.weights(reference);
      const test = await sources.dataset('test');
      checkRows(test, 'test', [testIndex]);
      const probabilities = [...sources.model(weights).predict(imageAt(test, testIndex))];
      return { digit: mostProbable(probabilities), probabilities, label: test.labels[testIndex] ?? 255 };
    },

    async read({ weights: reference, images }, signal) {
      const weights = await sources.weights(reference);
      const probabilities = await predictImages(readingModel(weights), images, new TimeSlice(readingSliceMs), signal);
      return { probabilities, position: positionOf(weights) };
    },

    async explain({ weights: reference, image }) {
      const weights = await sources.weights(reference);
      const evidence = findEvidence(weights.layers, weights.stateDict, image);
      return evidence && { ...evidence, position: positionOf(weights) };
    },

    async classify({ weights: reference, file, rows }, signal) {
      const weights = await sources.weights(reference);
      const dataset = await sources.dataset(file);
      checkRows(dataset, file, rows);
      const readings = await readRows(readingModel(weights), dataset, rows, new TimeSlice(readingSliceMs), signal);
      return { readings, position: positionOf(weights) };
    },

    async images({ file, rows }) {
      const dataset = await sources.dataset(file);
      checkRows(dataset, file, rows);
      return copyRows(dataset, rows).images;
    },

    async labels({ file }) {
      return (await sources.dataset(file)).labels;
    },
  };
}

/** A file from elsewhere does not say where in a run it was taken: it stands at the beginning. */
function positionOf({ origin }: Checkpoint): RunPosition {
  return { epoch: origin?.epoch ?? 0, step: origin?.step ?? 0 };
}

function nameOf(reference: Weights): string {
  return reference.kind === 'checkpoint' ? reference.file : 'The run';
}

function everyRow({ count }: Dataset): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}

/** The rows that the weights were validated on, ascending; of a file from elsewhere, those that a recipe would keep aside. Throws a `UserError` where that is not known. */
function validationRows(train: Dataset, { origin }: Checkpoint, name: string, seed = origin?.seed): Int32Array {
  if (seed === undefined) {
    throw new UserError('seed-unknown', `${name} does not say which images it was validated on. Give the run's seed with --seed.`);
  }
  if (origin && origin.dataset !== mnist.hash) {
    throw new UserError('dataset-other', `${name} was trained on another dataset than MNIST: its validation images are not here. Evaluate it on the test images.`);
  }
  return splitRows(train.count, origin?.validationCount ?? usualValidationCount, seed).validation;
}
