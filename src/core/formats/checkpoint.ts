import * as v from 'valibot';
import { seedSchema, usualValidationCount } from '../configuration';
import { layerListSchema, type LayerList } from '../layers';
import type { ModelId } from '../models';
import { parse, parseJson } from '../parse';
import { findNonFinite, type StateDict } from '../stateDict';
import { UserError } from '../userError';
import { fitModel, shortList } from './fitModel';
import type { Renaming } from './matchTensors';
import { isPth, parsePth } from './pth';
import { formatSafetensors, parseSafetensors } from './safetensors';

/** Where in a run a checkpoint was taken: epochs done, and steps into the next one. */
export interface RunPosition {
  readonly epoch: number;
  readonly step: number;
}

/** What the file says of itself beside the weights; a file from elsewhere says nothing. */
export interface CheckpointOrigin extends RunPosition {
  readonly run: string;
  readonly seed: number;
  /** Hash of the dataset, as `mnist.hash`. */
  readonly dataset: string;
  /** How many images of the train file were kept aside. */
  readonly validationCount: number;
}

export interface Checkpoint {
  readonly layers: LayerList;
  /** The bare state dict: `model.load_state_dict(safetensors.torch.load_file(path))` takes the file as it is. */
  readonly stateDict: StateDict;
  readonly origin: CheckpointOrigin | undefined;
}

/** A checkpoint as it was read, and what reading it took. */
export interface ReadCheckpoint extends Checkpoint {
  /** Tensors that have other names in the file. */
  readonly renamed: readonly Renaming[];
  /** What else the file holds. */
  readonly ignored: readonly string[];
}

const positionText = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const originSchema = v.object({
  run: v.pipe(v.string(), v.maxLength(200)),
  epoch: positionText,
  step: positionText,
  seed: v.pipe(v.string(), v.transform(Number), seedSchema),
  dataset: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  validationCount: v.optional(positionText, String(usualValidationCount)),
});

/** `epoch-0005`, or `epoch-0007-step-0212` inside an epoch. */
export function checkpointName({ epoch, step }: RunPosition): string {
  const epochName = `epoch-${String(epoch).padStart(4, '0')}`;
  return step === 0 ? epochName : `${epochName}-step-${String(step).padStart(4, '0')}`;
}

/** Where in a run the checkpoint of that name was taken; `undefined` for what is no checkpoint's name. */
export function parseCheckpointName(name: string): RunPosition | undefined {
  const digits = /^epoch-(\d{4,9})(?:-step-(\d{4,9}))?$/.exec(name);
  return digits ? { epoch: Number(digits[1]), step: Number(digits[2] ?? 0) } : undefined;
}

export function formatCheckpoint({ layers, stateDict, origin }: Checkpoint): Uint8Array {
  const metadata: Record<string, string> = { model: JSON.stringify(layers) };
  for (const [key, value] of Object.entries(origin ?? {})) metadata[key] = String(value);
  return formatSafetensors({ tensors: stateDict, metadata });
}

/**
 * Reads weights: a checkpoint of this program, or a state dict from elsewhere, `.pth` or safetensors, which is fitted to
 * `model`, or to the one model that it fits. `name` is what errors call the file. Throws a `UserError` where it is damaged,
 * does not fit, which lists why, or has a value that is not finite.
 */
export function parseCheckpoint(bytes: Uint8Array, name: string, model?: ModelId): ReadCheckpoint {
  const { tensors, metadata, ignored } = isPth(bytes) ? { ...parsePth(bytes, name), metadata: undefined } : { ...parseSafetensors(bytes, name), ignored: [] };
  const as = { code: 'checkpoint-metadata', what: `${name}: its description`, mend: 'The file is damaged: choose another.' };
  const described = metadata?.['model'] === undefined ? undefined : parse(layerListSchema, parseJson(metadata['model'], as), as);
  const { layers, stateDict, renamed } = fitModel(tensors, name, { described, model });
  const broken = findNonFinite(stateDict);
  if (broken) {
    throw new UserError(
      'checkpoint-not-finite',
      `${name}: ${broken.name} has a value that is not a finite number, at index ${broken.index}. Choose an earlier checkpoint.`,
    );
  }
  return { layers, stateDict, origin: metadata?.['run'] === undefined ? undefined : parse(originSchema, metadata, as), renamed, ignored };
}

/** What reading weights from elsewhere took, a sentence a line; nothing for a checkpoint of this program. */
export function describeReading({ renamed, ignored }: ReadCheckpoint): string[] {
  const lines = renamed.map(({ from, to }) => `${from} was taken as ${to}.`);
  return ignored.length === 0 ? lines : [...lines, `Left out, since the model has no place for it: ${shortList(ignored)}.`];
}
