import * as v from 'valibot';
import { epochRecordSchema } from '../core/formats/history';
import { checkpointReferenceSchema, runFileSchema } from '../core/formats/runFile';
import { interventionSchema, learningRateSchema, runConfigurationSchema, seedSchema } from '../core/configuration';
import { classCount, pixelCount } from '../core/layers';
import type { Contract } from './contract';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const path = v.pipe(v.string(), v.minLength(1));
export const enginePreferenceSchema = v.picklist(['auto', 'tensorflow', 'wasm']);
export type EnginePreference = v.InferOutput<typeof enginePreferenceSchema>;

/** A folder that may hold `@tensorflow/tfjs-node`, and who named it, for the sentence that says which was taken. */
const candidateSchema = v.object({ origin: v.string(), folder: path });
export type TensorflowCandidate = v.InferOutput<typeof candidateSchema>;

const engineChoiceSchema = v.object({
  id: v.picklist(['wasm', 'tensorflow']),
  description: v.string(),
  /** Hash of a small computation: two engines with one probe compute the same bits. */
  probe: v.string(),
  /** Why this engine and not the other, as a clause: "TensorFlow was not found". */
  reason: v.string(),
});
export type EngineChoice = v.InferOutput<typeof engineChoiceSchema>;

const paceSchema = v.picklist(['full', 'watch']);

const splitSchema = v.picklist(['test', 'validation']);
export type EvaluationSplit = v.InferOutput<typeof splitSchema>;

const evaluationSchema = v.object({
  n: count,
  loss: v.number(),
  accuracy: v.number(),
  confusion: v.pipe(v.array(v.pipe(v.array(count), v.length(classCount))), v.length(classCount)),
});

const maxImages = 100_000;
const imagesSchema = v.pipe(
  v.custom<Uint8Array>((value) => value instanceof Uint8Array),
  v.check((bytes) => bytes.length % pixelCount === 0 && bytes.length <= maxImages * pixelCount, `must be at most ${maxImages} images of ${pixelCount} bytes`),
);

const probabilities = v.pipe(v.array(v.number()), v.length(classCount));
const predictionSchema = v.object({ digit: count, probabilities, label: count });
export type Prediction = v.InferOutput<typeof predictionSchema>;

const engineReportSchema = v.object({
  id: v.picklist(['wasm', 'tensorflow']),
  folder: v.optional(v.string()),
  description: v.optional(v.string()),
  /** Why it cannot be used; absent where its self-test passed. */
  problem: v.optional(v.string()),
  /** Milliseconds of one training epoch of the notebook's model, over 50,000 images. */
  epochMs: v.optional(v.number()),
});
export type EngineReport = v.InferOutput<typeof engineReportSchema>;

/** What the trainer process offers to the host. */
export const trainerContract = {
  calls: {
    /** Chooses, loads and tests an engine; every other call uses it. */
    open: {
      params: v.object({ preference: enginePreferenceSchema, candidates: v.array(candidateSchema), crashed: v.boolean() }),
      result: engineChoiceSchema,
    },
    /** Trains to the end, or until the call is cancelled, and keeps what it learned in a new folder below `runsFolder`. */
    train: {
      params: v.object({ configuration: runConfigurationSchema, runsFolder: path, keepCheckpoints: v.pipe(count, v.minValue(2)), pace: paceSchema }),
      result: v.object({ phase: v.picklist(['finished', 'stopped', 'failed', 'interrupted']), problem: v.optional(v.string()) }),
    },
    /** Holds the run before its next step. These four do nothing where no run goes on. */
    pause: { params: v.null(), result: v.null() },
    /** Lets a held run go on: for one batch, to the end of the epoch, or to its end. */
    resume: { params: v.object({ until: v.picklist(['batch', 'epoch', 'end']) }), result: v.null() },
    setPace: { params: v.object({ pace: paceSchema }), result: v.null() },
    /** Applies from the next step on, and is part of the run's configuration. */
    setLearningRate: { params: v.object({ learningRate: learningRateSchema }), result: v.null() },
    /** Evaluates a checkpoint file. `seed` says which rows are its validation split where the file does not. */
    evaluate: {
      params: v.object({ checkpoint: path, split: splitSchema, seed: v.optional(seedSchema) }),
      result: evaluationSchema,
    },
    /** Reads an image of the test set with a checkpoint file. */
    predict: { params: v.object({ checkpoint: path, testIndex: count }), result: predictionSchema },
    /** Probabilities `[n, 10]` of images `[n, 784]` by a checkpoint file. */
    read: {
      params: v.object({ checkpoint: path, images: imagesSchema }),
      result: v.custom<Float32Array>((value) => value instanceof Float32Array),
    },
    /** Loads, tests and times one engine, beside the one in use. */
    inspect: {
      params: v.object({ id: v.picklist(['wasm', 'tensorflow']), candidates: v.array(candidateSchema) }),
      result: engineReportSchema,
    },
  },
  events: {
    /** Sent before the native library is loaded, which may kill the process. */
    loadingTensorflow: v.object({ folder: v.string() }),
    runStarted: v.object({ run: runFileSchema, folder: path, stepsPerEpoch: count }),
    progress: v.object({ epoch: count, step: count, imagesPerSecond: v.number(), secondsLeft: v.number() }),
    epoch: epochRecordSchema,
    checkpoint: v.object({ checkpoint: checkpointReferenceSchema, isBest: v.boolean() }),
    /** The run holds; what it has learned so far is saved. */
    paused: v.object({ epoch: count, step: count }),
    resumed: v.null(),
    intervened: interventionSchema,
    /** The run's files could not be written; training goes on. Sent once until they can be again. */
    unsaved: v.object({ problem: v.string() }),
  },
} as const satisfies Contract;
export type TrainerContract = typeof trainerContract;
