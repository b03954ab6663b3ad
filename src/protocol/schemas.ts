import * as v from 'valibot';
import { interventionSchema, threadsSchema } from '../core/configuration';
import { epochRecordSchema } from '../core/formats/history';
import { checkpointReferenceSchema } from '../core/formats/runFile';
import { classCount, pixelCount } from '../core/layers';
import { searchSteps } from '../core/learningRateFinder';

/* Schemas that more than one contract uses. */

export const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const nothing = v.null();

export const bytesSchema = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
export const indicesSchema = v.custom<Int32Array>((value) => value instanceof Int32Array);
export const floatsSchema = v.custom<Float32Array>((value) => value instanceof Float32Array);

/** One image, `[784]` bytes. */
export const imageSchema = v.pipe(bytesSchema, v.check((bytes) => bytes.length === pixelCount, `must be an image of ${pixelCount} bytes`));

/** At most `maximum` images, `[n, 784]` bytes. */
export function imagesSchema(maximum: number) {
  return v.pipe(
    bytesSchema,
    v.check((bytes) => bytes.length % pixelCount === 0 && bytes.length <= maximum * pixelCount, `must be at most ${maximum} images of ${pixelCount} bytes`),
  );
}

/** At most `maximum` row numbers. */
export function rowsSchema(maximum: number) {
  return v.pipe(indicesSchema, v.check((rows) => rows.length <= maximum && rows.every((row) => row >= 0), `must be at most ${maximum} row numbers from 0`));
}

export const probabilitiesSchema = v.pipe(v.array(v.number()), v.length(classCount));

/** Where in a run weights are: epochs done, and steps done in the next one. */
export const positionSchema = v.object({ epoch: countSchema, step: countSchema });

export const evaluationSchema = v.object({
  n: countSchema,
  loss: v.number(),
  accuracy: v.number(),
  confusion: v.pipe(v.array(v.pipe(v.array(countSchema), v.length(classCount))), v.length(classCount)),
});

export const paceSchema = v.picklist(['full', 'watch']);
export const untilSchema = v.picklist(['batch', 'epoch', 'end']);

export const engineChoiceSchema = v.object({
  id: v.picklist(['wasm', 'tensorflow']),
  description: v.string(),
  /** Hash of a small computation: two engines with one probe compute the same bits. */
  probe: v.string(),
  /** Threads of TensorFlow. */
  threads: v.optional(threadsSchema),
  /** Why this engine and not the other, as a clause: "TensorFlow was not found". */
  reason: v.string(),
});
export type EngineChoice = v.InferOutput<typeof engineChoiceSchema>;

/** Steps that follow those sent before; see `core/stepSeries`. */
export const stepsSchema = v.object({ first: countSchema, losses: floatsSchema, accuracies: floatsSchema });

/** Loss of each step of a search for the learning rate. */
export const searchLossesSchema = v.pipe(v.array(v.pipe(v.number(), v.finite())), v.maxLength(searchSteps));

const bucketValuesSchema = v.object({ mean: floatsSchema, minimum: floatsSchema, maximum: floatsSchema });
export const stepBucketsSchema = v.object({ first: countSchema, stride: v.pipe(countSchema, v.minValue(1)), loss: bucketValuesSchema, accuracy: bucketValuesSchema });

/** The events of a run that the trainer tells of, by name. */
export const runEvents = {
  progress: v.object({ epoch: countSchema, step: countSchema, imagesPerSecond: v.number(), secondsLeft: v.number() }),
  epoch: epochRecordSchema,
  /** Of `removed`, the files are gone to make room. */
  checkpoint: v.object({ checkpoint: checkpointReferenceSchema, isBest: v.boolean(), removed: v.array(v.string()) }),
  /** The run holds; what it has learned so far is saved. */
  paused: positionSchema,
  resumed: nothing,
  intervened: interventionSchema,
  /** The run's files could not be written; training goes on. Sent once until they can be again. */
  unsaved: v.object({ problem: v.string() }),
} as const;
