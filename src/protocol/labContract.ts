import * as v from 'valibot';
import { learningRateSchema, runConfigurationSchema, seedSchema } from '../core/configuration';
import { maxPoints, maxStrokes } from '../core/drawing/drawing';
import { editsSchema } from '../core/edits';
import { epochRecordSchema } from '../core/formats/history';
import { checkpointReferenceSchema, runFileSchema } from '../core/formats/runFile';
import { sampleSets } from '../core/samples';
import type { Contract } from './contract';
import {
  bytesSchema,
  countSchema,
  engineChoiceSchema,
  evaluationSchema,
  floatsSchema,
  imageSchema,
  indicesSchema,
  nothing,
  paceSchema,
  positionSchema,
  probabilitiesSchema,
  rowsSchema,
  runEvents,
  searchLossesSchema,
  stepBucketsSchema,
  stepsSchema,
  untilSchema,
} from './schemas';

const phaseSchema = v.picklist(['training', 'paused', 'finished', 'stopped', 'failed', 'interrupted', 'elsewhere']);
const runIdSchema = v.pipe(v.string(), v.maxLength(200));
const digitSchema = v.pipe(countSchema, v.maxValue(9));

/** `RunSnapshot` of `core/run`, which `applyEvent` carries on in a view as in the host. */
const runSnapshotSchema = v.object({
  phase: phaseSchema,
  run: runFileSchema,
  folder: v.string(),
  totalEpochs: countSchema,
  stepsPerEpoch: countSchema,
  epoch: countSchema,
  step: countSchema,
  imagesPerSecond: v.optional(v.number()),
  secondsLeft: v.optional(v.number()),
  history: v.pipe(v.array(epochRecordSchema), v.readonly()),
  checkpoints: v.pipe(v.array(checkpointReferenceSchema), v.readonly()),
  best: v.optional(checkpointReferenceSchema),
  last: v.optional(checkpointReferenceSchema),
  problem: v.optional(v.string()),
});

/** `RunEvent` of `core/run`. */
const runEventSchema = v.variant('kind', [
  v.object({ kind: v.literal('progress'), ...runEvents.progress.entries }),
  v.object({ kind: v.literal('epoch'), record: runEvents.epoch }),
  v.object({ kind: v.literal('checkpoint'), ...runEvents.checkpoint.entries }),
  v.object({ kind: v.literal('paused'), ...runEvents.paused.entries }),
  v.object({ kind: v.literal('resumed') }),
  v.object({ kind: v.literal('intervened'), intervention: runEvents.intervened }),
  v.object({ kind: v.literal('unsaved'), ...runEvents.unsaved.entries }),
  v.object({ kind: v.literal('ended'), phase: v.picklist(['finished', 'stopped', 'failed', 'interrupted']), problem: v.optional(v.string()) }),
]);

/** A line of the list of runs. */
const runSummarySchema = v.object({
  id: runIdSchema,
  title: v.string(),
  starred: v.boolean(),
  /** `broken` is a folder that cannot be opened as a run; `problem` says why. */
  phase: v.picklist([...phaseSchema.options, 'broken']),
  epoch: countSchema,
  totalEpochs: countSchema,
  bestValAccuracy: v.optional(v.number()),
  /** Training and validation of all its epochs. */
  seconds: v.number(),
  problem: v.optional(v.string()),
  /** Absent for a broken one. `created` is a time in ISO 8601. */
  created: v.optional(v.string()),
  model: v.optional(v.string()),
  recipe: v.optional(v.string()),
  engine: v.optional(engineChoiceSchema.entries.id),
});
export type RunSummary = v.InferOutput<typeof runSummarySchema>;

/** The weights that every tab reads: those of the run that goes on as they change, or one of the shown run's checkpoints. */
const shownWeightsSchema = v.variant('kind', [
  v.object({ kind: v.literal('live') }),
  v.object({ kind: v.literal('checkpoint'), checkpoint: checkpointReferenceSchema }),
]);
export type ShownWeights = v.InferOutput<typeof shownWeightsSchema>;

/** An image that the model reads most wrongly, with the probability it gives to the label. */
const topLossSchema = v.object({ index: countSchema, label: digitSchema, predicted: digitSchema, loss: v.number(), probability: v.number() });
export type TopLoss = v.InferOutput<typeof topLossSchema>;

/** What the last Evaluate found on the test set, and of which weights. */
const testReportSchema = v.object({
  run: runIdSchema,
  position: positionSchema,
  evaluation: evaluationSchema,
  tookMs: v.number(),
  topLosses: v.array(topLossSchema),
  /** The weights that are shown now are not those that were evaluated. */
  stale: v.boolean(),
});
export type TestReport = v.InferOutput<typeof testReportSchema>;

/** What Train would do now. */
const nextRunSchema = v.object({
  recipe: v.string(),
  /** Something but the seed differs from the recipe's. */
  isCustom: v.boolean(),
  /** Absent where the settings cannot be; `problem` says why. */
  configuration: v.optional(runConfigurationSchema),
  problem: v.optional(v.string()),
});
export type NextRun = v.InferOutput<typeof nextRunSchema>;

/** A search for the learning rate: for which configuration, and the loss of each rate of `core/learningRateFinder` so far. */
const rateSearchSchema = v.object({
  phase: v.picklist(['searching', 'done', 'failed']),
  configuration: runConfigurationSchema,
  losses: searchLossesSchema,
  /** Why it failed: a sentence with what to do. */
  problem: v.optional(v.string()),
});
export type RateSearchState = v.InferOutput<typeof rateSearchSchema>;

/** All that a view shows beside the per-step series; small enough to be sent whole. */
const labStateSchema = v.object({
  activity: v.picklist(['idle', 'starting', 'training', 'stopping']),
  engine: v.optional(engineChoiceSchema),
  /** Where runs are saved, when that is not in the workspace. */
  note: v.optional(v.string()),
  pace: paceSchema,
  next: nextRunSchema,
  /** Newest first. */
  runs: v.array(runSummarySchema),
  /** The run that goes on; it may be another than the one that is shown. */
  goingOn: v.optional(v.object({ id: runIdSchema, phase: phaseSchema, epoch: countSchema, totalEpochs: countSchema })),
  /** The run that is shown: the one that goes on or was the last, or what the user chose. */
  run: v.optional(runSnapshotSchema),
  weights: v.optional(shownWeightsSchema),
  report: v.optional(testReportSchema),
  isEvaluating: v.boolean(),
  rateSearch: v.optional(rateSearchSchema),
  /** How many digits the user drew and labelled. */
  digitCount: countSchema,
});
export type LabState = v.InferOutput<typeof labStateSchema>;

/** Fields of `LabState` that changed. A field that is no more is `null`, since a message drops what is undefined. */
const labChangesSchema = v.object({
  activity: v.optional(labStateSchema.entries.activity),
  engine: v.nullish(engineChoiceSchema),
  note: v.nullish(v.string()),
  pace: v.optional(paceSchema),
  next: v.optional(nextRunSchema),
  runs: v.optional(v.array(runSummarySchema)),
  goingOn: v.nullish(v.object({ id: runIdSchema, phase: phaseSchema, epoch: countSchema, totalEpochs: countSchema })),
  weights: v.nullish(shownWeightsSchema),
  report: v.nullish(testReportSchema),
  isEvaluating: v.optional(v.boolean()),
  rateSearch: v.nullish(rateSearchSchema),
  digitCount: v.optional(countSchema),
});
export type LabChanges = v.InferOutput<typeof labChangesSchema>;

export const sampleSetSchema = v.picklist(sampleSets);
export const sampleFilterSchema = v.object({
  label: v.optional(digitSchema),
  prediction: v.optional(digitSchema),
  onlyMistakes: v.boolean(),
  order: v.picklist(['index', 'uncertain']),
});

const tabSchema = v.picklist(['train', 'samples', 'draw', 'evaluate']);
export type Tab = v.InferOutput<typeof tabSchema>;

/** What a tab is to show when the lab is sent to it. */
const destinationSchema = v.object({
  tab: tabSchema,
  /** A part of the tab Train. */
  train: v.optional(v.literal('rateFinder')),
  samples: v.optional(v.object({ set: sampleSetSchema, filter: v.optional(sampleFilterSchema), index: v.optional(countSchema) })),
  /** An image to start drawing from. */
  draw: v.optional(v.object({ set: sampleSetSchema, index: countSchema })),
});
export type Destination = v.InferOutput<typeof destinationSchema>;

const coordinate = v.pipe(v.number(), v.finite());
/** Counted before a point is looked at, so that a page cannot keep the extension busy with a drawing beyond all limits. */
const strokesSchema = v.pipe(
  v.array(v.array(v.unknown())),
  v.maxLength(maxStrokes),
  v.check((strokes) => strokes.reduce((sum, stroke) => sum + stroke.length, 0) <= maxPoints, `must have at most ${maxPoints} points in all`),
  v.array(v.array(v.pipe(v.array(coordinate), v.minLength(2), v.maxLength(3)))),
);

/** The most images of one message. */
export const maxImages = 256;
const maxSavedBytes = 64 * 1024 * 1024;

/** What the extension offers to a webview. What a webview sends is parsed like everything from outside. */
export const labContract = {
  calls: {
    /** The whole state, with the steps of the shown run. Changes that follow have sequences that count on from this one. */
    open: {
      params: nothing,
      result: v.object({ sequence: countSchema, state: labStateSchema, steps: stepBucketsSchema, stepCount: countSchema, destination: v.optional(destinationSchema) }),
    },
    /** Answers at once, with nothing but itself: what a message costs. */
    ping: { params: nothing, result: nothing },

    train: { params: nothing, result: nothing },
    /** Asks for how many epochs, and trains on from the shown weights. */
    trainMore: { params: nothing, result: nothing },
    /** Goes on with the shown run, which was stopped, interrupted or failed. */
    resumeRun: { params: nothing, result: nothing },
    pause: { params: nothing, result: nothing },
    /** Lets the run that holds go on. */
    resume: { params: v.object({ until: untilSchema }), result: nothing },
    stop: { params: nothing, result: nothing },
    /** Searches for the next run's learning rate; `rateSearch` of the state shows how it goes. */
    findLearningRate: { params: nothing, result: nothing },
    stopSearch: { params: nothing, result: nothing },
    setPace: { params: v.object({ pace: paceSchema }), result: nothing },
    setLearningRate: { params: v.object({ learningRate: learningRateSchema }), result: nothing },
    chooseRecipe: { params: v.object({ recipe: v.string() }), result: nothing },
    /** Changes fields of what Train will do; the rest stays as it is. */
    changeNextRun: { params: v.strictObject({ ...editsSchema.entries, seed: v.optional(seedSchema) }), result: nothing },
    /** Shows a run and one of its checkpoints, by name; without one its last, or the live weights of the run that goes on. */
    show: { params: v.object({ run: runIdSchema, checkpoint: v.optional(v.string()) }), result: nothing },
    /** Evaluates, and shows the tab Evaluate. */
    evaluate: { params: nothing, result: nothing },
    /** Evaluates, and leaves what is shown as it is. */
    evaluateQuietly: { params: nothing, result: nothing },
    selectEngine: { params: nothing, result: nothing },
    showLog: { params: nothing, result: nothing },
    /** Opens the lab, from the sidebar. */
    openLab: { params: destinationSchema, result: nothing },
    /** Asks where, and writes a file. False where the user did not want to after all. */
    saveFile: {
      params: v.object({
        name: v.pipe(v.string(), v.regex(/^\w[\w.-]{0,99}$/)),
        kind: v.picklist(['png', 'csv']),
        bytes: v.pipe(bytesSchema, v.check((bytes) => bytes.length <= maxSavedBytes, 'must be at most 64 MiB')),
      }),
      result: v.boolean(),
    },

    /** Steps of the shown run from `from` to before `to`, in at most 2,000 buckets. */
    steps: { params: v.object({ from: countSchema, to: countSchema }), result: stepBucketsSchema },

    /** What the shown weights read in an image; null where there are none yet. */
    read: { params: v.object({ image: imageSchema }), result: v.nullable(v.object({ probabilities: floatsSchema, position: positionSchema })) },
    /** See the trainer's `explain`; null also where there are no weights yet. */
    explain: {
      params: v.object({ image: imageSchema }),
      result: v.nullable(v.object({ logits: floatsSchema, bias: floatsSchema, evidence: floatsSchema, position: positionSchema })),
    },

    /**
     * The images of a set that pass a filter, in the filter's order. Everywhere an index is the row in the image's file:
     * train and validation share the train file's 60,000.
     */
    browse: {
      params: v.object({ set: sampleSetSchema, filter: sampleFilterSchema }),
      result: v.object({
        indices: indicesSchema,
        /** Images in the set. */
        count: countSchema,
        /** How many were read by the weights that are shown now, by older ones, and not at all. */
        current: countSchema,
        older: countSchema,
        unread: countSchema,
      }),
    },
    /** Images `[n, 784]` of a set, by index. */
    images: { params: v.object({ set: sampleSetSchema, indices: rowsSchema(maxImages) }), result: bytesSchema },
    /**
     * Labels, and what the model reads: of train, validation and the user's digits by the shown weights, anew where they
     * moved on; of test what Evaluate found, 255 before it.
     */
    readings: {
      params: v.object({ set: sampleSetSchema, indices: rowsSchema(maxImages) }),
      result: v.object({ labels: bytesSchema, predicted: bytesSchema, confidence: floatsSchema, losses: floatsSchema }),
    },
    /** One image, read by the shown weights; without weights no probabilities. */
    inspect: {
      params: v.object({ set: sampleSetSchema, index: countSchema }),
      result: v.object({ image: imageSchema, label: digitSchema, reading: v.nullable(v.object({ probabilities: probabilitiesSchema, loss: v.number(), position: positionSchema })) }),
    },

    /** Keeps a drawing as a labelled digit and returns its index; a picture has no strokes. */
    addDigit: { params: v.object({ strokes: strokesSchema, image: imageSchema, label: digitSchema }), result: v.object({ index: countSchema }) },
    /** Removes a digit; those after it move up by one. */
    removeDigit: { params: v.object({ index: countSchema }), result: nothing },
    /** The strokes of a digit, to draw on. */
    digitStrokes: { params: v.object({ index: countSchema }), result: v.object({ strokes: strokesSchema }) },
    /** How the shown weights read the user's digits; null where there are no digits or no weights. */
    evaluateDigits: { params: nothing, result: v.nullable(evaluationSchema) },
  },
  events: {
    /**
     * What happened since the last sequence. The parts apply in this order: `changes`, then `events` to the shown run by
     * `applyEvent`, then `steps`. At most ten a second, and one for each choice of weights by a person. A gap in the sequence asks for `open`.
     */
    changed: v.object({ sequence: countSchema, changes: labChangesSchema, events: v.array(runEventSchema), steps: v.optional(stepsSchema) }),
    /** Another run is shown: asks for `open`. */
    reset: nothing,
    /** Readings of a set are no longer what was answered: the weights moved on, or more was read. At most four a second, and one for each choice of weights. */
    readingsChanged: v.object({ set: sampleSetSchema }),
    /** A command sends the lab somewhere. */
    goTo: destinationSchema,
  },
} as const satisfies Contract;
export type LabContract = typeof labContract;
