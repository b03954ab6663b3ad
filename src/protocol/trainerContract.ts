import * as v from 'valibot';
import { askedThreadsSchema, epochsSchema, learningRateSchema, runConfigurationSchema, seedSchema } from '../core/configuration';
import { epochRecordSchema } from '../core/formats/history';
import { checkpointReferenceSchema, runFileSchema } from '../core/formats/runFile';
import { modelIdSchema } from '../core/models';
import type { Contract } from './contract';
import {
  bytesSchema,
  countSchema,
  engineChoiceSchema,
  evaluationSchema,
  floatsSchema,
  imageSchema,
  imagesSchema,
  nothing,
  paceSchema,
  positionSchema,
  probabilitiesSchema,
  rowsSchema,
  runEvents,
  searchLossesSchema,
  stepsSchema,
  untilSchema,
} from './schemas';

const path = v.pipe(v.string(), v.minLength(1));
export const enginePreferenceSchema = v.picklist(['auto', 'tensorflow', 'wasm']);
export type EnginePreference = v.InferOutput<typeof enginePreferenceSchema>;

/** A folder that may hold `@tensorflow/tfjs-node`, and who named it, for the sentence that says which was taken. */
const candidateSchema = v.object({ origin: v.string(), folder: path });
export type TensorflowCandidate = v.InferOutput<typeof candidateSchema>;

/**
 * Which weights a call reads: those of a checkpoint file, as those of `model` where the file does not say whose they are,
 * or those of the run that goes on, as they are at that moment.
 */
const weightsSchema = v.variant('kind', [
  v.object({ kind: v.literal('checkpoint'), file: path, model: v.optional(modelIdSchema) }),
  v.object({ kind: v.literal('live') }),
]);
export type Weights = v.InferOutput<typeof weightsSchema>;

const splitSchema = v.picklist(['test', 'validation']);
export type EvaluationSplit = v.InferOutput<typeof splitSchema>;

/** The two files of the dataset; validation images are rows of the train file. */
const datasetFileSchema = v.picklist(['train', 'test']);

/** `Readings` of `core/readings`. */
const readingsSchema = v.object({ predicted: bytesSchema, confidence: floatsSchema, losses: floatsSchema });

const predictionSchema = v.object({ digit: countSchema, probabilities: probabilitiesSchema, label: countSchema });
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

/** How a run is kept and shown, be it new or not. */
const keeping = { keepCheckpoints: v.pipe(countSchema, v.minValue(2)), pace: paceSchema };
const runEndSchema = v.object({ phase: v.picklist(['finished', 'stopped', 'failed', 'interrupted']), problem: v.optional(v.string()) });

/** The most rows of one call, which bounds what a message holds. */
export const maxImages = 256;
export const maxReadImages = 100_000;
export const maxClassifyRows = 10_000;

/** What the trainer process offers to the host. */
export const trainerContract = {
  calls: {
    /** Chooses, loads and tests an engine; every other call uses it. `threads` are those of wasm; 0 leaves the choice to it. */
    open: {
      params: v.object({ preference: enginePreferenceSchema, candidates: v.array(candidateSchema), threads: askedThreadsSchema, crashed: v.boolean() }),
      result: engineChoiceSchema,
    },
    /**
     * Trains to the end, or until the call is cancelled, and keeps what it learned in a new folder below `runsFolder`. With
     * `parent`, a checkpoint's file, it begins with those weights.
     */
    train: {
      params: v.object({ configuration: runConfigurationSchema, runsFolder: path, parent: v.optional(path), ...keeping }),
      result: runEndSchema,
    },
    /**
     * Goes on with the run in `folder` from its last checkpoint: to its end, or for `epochs` more where it is finished. Without
     * `inexact` only on the engine that it was computed on, so that it learns what it would have learned uninterrupted.
     */
    continueRun: {
      params: v.object({ folder: path, inexact: v.boolean(), epochs: v.optional(epochsSchema), learningRate: v.optional(learningRateSchema), ...keeping }),
      result: runEndSchema,
    },
    /**
     * Tries one learning rate a step on a fresh model of the configuration, as `core/learningRateFinder` has them, and keeps
     * nothing. The losses of the steps until they exploded; null where the call was cancelled.
     */
    findLearningRate: { params: v.object({ configuration: runConfigurationSchema }), result: v.nullable(searchLossesSchema) },
    /** Keeps a file of weights as a new, finished run of no epochs, also while another run goes on. Returns its id. */
    importRun: {
      params: v.object({ configuration: runConfigurationSchema, runsFolder: path, file: path }),
      result: v.object({ run: v.string() }),
    },
    /** Holds the run before its next step. These four do nothing where no run goes on. */
    pause: { params: nothing, result: nothing },
    /** Lets a held run go on: for one batch, to the end of the epoch, or to its end. */
    resume: { params: v.object({ until: untilSchema }), result: nothing },
    setPace: { params: v.object({ pace: paceSchema }), result: nothing },
    /** Applies from the next step on, and is part of the run's configuration. */
    setLearningRate: { params: v.object({ learningRate: learningRateSchema }), result: nothing },
    /** Evaluates weights, as a whole and row by row. `seed` says which rows are their validation split where the file does not. */
    evaluate: {
      params: v.object({ weights: weightsSchema, split: splitSchema, seed: v.optional(seedSchema) }),
      result: v.object({ evaluation: evaluationSchema, readings: readingsSchema, position: positionSchema }),
    },
    /** Reads an image of the test set. */
    predict: { params: v.object({ weights: weightsSchema, testIndex: countSchema }), result: predictionSchema },
    /** Probabilities `[n, 10]` of images `[n, 784]`, and where in the run the weights are. */
    read: {
      params: v.object({ weights: weightsSchema, images: imagesSchema(maxReadImages) }),
      result: v.object({ probabilities: floatsSchema, position: positionSchema }),
    },
    /**
     * Why a linear model reads what it reads: logits and bias `[10]`, and for each class weights times pixels `[10, 784]`,
     * whose sum plus the bias is the logit. Null for a model that is not linear.
     */
    explain: {
      params: v.object({ weights: weightsSchema, image: imageSchema }),
      result: v.nullable(v.object({ logits: floatsSchema, bias: floatsSchema, evidence: floatsSchema, position: positionSchema })),
    },
    /** Reads rows of the dataset. */
    classify: {
      params: v.object({ weights: weightsSchema, file: datasetFileSchema, rows: rowsSchema(maxClassifyRows) }),
      result: v.object({ readings: readingsSchema, position: positionSchema }),
    },
    /** Images `[n, 784]` of the dataset, by row. */
    images: { params: v.object({ file: datasetFileSchema, rows: rowsSchema(maxImages) }), result: bytesSchema },
    /** Every label of a file of the dataset. */
    labels: { params: v.object({ file: datasetFileSchema }), result: bytesSchema },
    /** Loads, tests and times one engine, beside the one in use. */
    inspect: {
      params: v.object({ id: v.picklist(['wasm', 'tensorflow']), candidates: v.array(candidateSchema) }),
      result: engineReportSchema,
    },
  },
  events: {
    /** Sent before the native library is loaded, which may kill the process. */
    loadingTensorflow: v.object({ folder: v.string() }),
    runStarted: v.object({
      run: runFileSchema,
      folder: path,
      stepsPerEpoch: countSchema,
      /** Where a run that goes on was, what it has until there, and what of its folder had to be repaired, as sentences. */
      resumed: v.optional(
        v.object({
          ...positionSchema.entries,
          history: v.array(epochRecordSchema),
          checkpoints: v.array(checkpointReferenceSchema),
          steps: stepsSchema,
          repairs: v.array(v.string()),
        }),
      ),
    }),
    ...runEvents,
    /** The steps since the last such event; at most ten a second, and before each `epoch`, `paused` and the end. */
    steps: stepsSchema,
    /** All losses of the search so far; at most ten a second. */
    searchLosses: v.object({ losses: searchLossesSchema }),
  },
} as const satisfies Contract;
export type TrainerContract = typeof trainerContract;
