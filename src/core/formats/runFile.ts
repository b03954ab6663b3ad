import * as v from 'valibot';
import { runConfigurationSchema } from '../configuration';
import { parse, parseJson, wholeNumber } from '../parse';

export const checkpointReferenceSchema = v.object({
  /** The checkpoint's file name without `.safetensors`. */
  name: v.pipe(v.string(), v.regex(/^epoch-\d{4,9}(-step-\d{4,9})?$/, 'must be the name of a checkpoint')),
  epoch: wholeNumber(0, 1_000_000),
  step: wholeNumber(0, 1_000_000_000),
  /** Validation accuracy of these weights; null inside an epoch, where it was not measured. */
  valAccuracy: v.nullable(v.number('must be a number')),
});

export const runFileSchema = v.object({
  version: v.literal(1, 'must be 1, the version this program reads'),
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,200}$/, 'must be the name of a run')),
  created: v.pipe(v.string(), v.isoTimestamp('must be a time in ISO 8601')),
  status: v.picklist(['training', 'finished', 'stopped', 'failed', 'interrupted'], 'must be a status'),
  problem: v.optional(v.string()),
  dataset: v.object({ name: v.string(), hash: v.string() }),
  engine: v.object({ id: v.picklist(['wasm', 'tensorflow']), description: v.string(), probe: v.string() }),
  best: v.optional(checkpointReferenceSchema),
  last: v.optional(checkpointReferenceSchema),
  configuration: runConfigurationSchema,
});

export type CheckpointReference = v.InferOutput<typeof checkpointReferenceSchema>;

/** The content of `run.json`. A status `training` whose trainer is gone means the same as `interrupted`. */
export type RunFile = v.InferOutput<typeof runFileSchema>;

export function formatRunFile(run: RunFile): string {
  return `${JSON.stringify(run, undefined, 2)}\n`;
}

/** Throws a `UserError` that names the file `name` and the field that does not fit. */
export function parseRunFile(text: string, name: string): RunFile {
  const as = { code: 'run-file', what: name, mend: 'The file was changed or is damaged: restore it, or delete the run.' };
  return parse(runFileSchema, parseJson(text, as), as);
}
