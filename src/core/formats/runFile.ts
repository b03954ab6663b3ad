import * as v from 'valibot';
import { runConfigurationSchema, threadsSchema } from '../configuration';
import { parse, parseJson, wholeNumber } from '../parse';
import { UserError } from '../userError';

const version = 1;

export const checkpointReferenceSchema = v.object({
  /** The checkpoint's file name without `.safetensors`. */
  name: v.pipe(v.string(), v.regex(/^epoch-\d{4,9}(-step-\d{4,9})?$/, 'must be the name of a checkpoint')),
  epoch: wholeNumber(0, 1_000_000),
  step: wholeNumber(0, 1_000_000_000),
  /** Validation accuracy of these weights; null inside an epoch, where it was not measured. */
  valAccuracy: v.nullable(v.number('must be a number')),
});

const engineSchema = v.object({
  id: v.picklist(['wasm', 'tensorflow']),
  description: v.string(),
  probe: v.string(),
  /** Threads of TensorFlow; the other engine does not depend on them. */
  threads: v.optional(threadsSchema),
});

/** The engine that a run was computed on; one with the same description and probe computes the same bits. */
export type RunEngine = v.InferOutput<typeof engineSchema>;

/** A stop of the run after which it went on. Where it is not exact, its engine is another than before. */
const resumptionSchema = v.object({
  epoch: wholeNumber(0, 1_000_000),
  step: wholeNumber(0, 1_000_000_000),
  exact: v.boolean(),
  engine: engineSchema,
});

/** The weights that a run began with instead of drawn ones; without `run` they came from elsewhere. */
const parentSchema = v.object({ run: v.optional(v.string()), checkpoint: v.string() });

export const runFileSchema = v.object({
  version: v.literal(version, `must be ${version}, the version this program reads`),
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,200}$/, 'must be the name of a run')),
  created: v.pipe(v.string(), v.isoTimestamp('must be a time in ISO 8601')),
  status: v.picklist(['training', 'finished', 'stopped', 'failed', 'interrupted'], 'must be a status'),
  problem: v.optional(v.string()),
  dataset: v.object({ name: v.string(), hash: v.string() }),
  /** The engine that the run began on. */
  engine: engineSchema,
  resumed: v.optional(v.array(resumptionSchema)),
  parent: v.optional(parentSchema),
  /** Training and validation of all epochs that are done. */
  seconds: v.optional(v.pipe(v.number('must be a number'), v.minValue(0, 'must be 0 or more'))),
  best: v.optional(checkpointReferenceSchema),
  last: v.optional(checkpointReferenceSchema),
  configuration: runConfigurationSchema,
});

export type CheckpointReference = v.InferOutput<typeof checkpointReferenceSchema>;

/** The content of `run.json`. A status `training` whose lock nobody holds means the same as `interrupted`. */
export type RunFile = v.InferOutput<typeof runFileSchema>;

/** The engine that the run was computed on last, and has to go on with. */
export function lastEngine({ engine, resumed = [] }: RunFile): RunEngine {
  return resumed.at(-1)?.engine ?? engine;
}

export function formatRunFile(run: RunFile): string {
  return `${JSON.stringify(run, undefined, 2)}\n`;
}

/** Throws a `UserError` that names the file `name` and the field that does not fit, or says that a newer version wrote it. */
export function parseRunFile(text: string, name: string): RunFile {
  const as = { code: 'run-file', what: name, mend: 'The file was changed or is damaged: restore it, or delete the run.' };
  const value = parseJson(text, as);
  if (isNewer(value)) throw new UserError('run-newer', `${name} was written by a newer version of MNIST Lab. Update MNIST Lab to open this run.`);
  return parse(runFileSchema, value, as);
}

function isNewer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'number' && value.version > version;
}
