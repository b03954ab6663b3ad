import * as v from 'valibot';
import { seedSchema } from '../configuration';
import { layerListSchema, parameterSpecs, type LayerList } from '../layers';
import { models } from '../models';
import { parse, parseJson } from '../parse';
import { elementCount, findNonFinite, type StateDict } from '../stateDict';
import { UserError } from '../userError';
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
}

export interface Checkpoint {
  readonly layers: LayerList;
  /** The bare state dict: `model.load_state_dict(safetensors.torch.load_file(path))` takes the file as it is. */
  readonly stateDict: StateDict;
  readonly origin: CheckpointOrigin | undefined;
}

const positionText = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));
const originSchema = v.object({
  run: v.pipe(v.string(), v.maxLength(200)),
  epoch: positionText,
  step: positionText,
  seed: v.pipe(v.string(), v.transform(Number), seedSchema),
  dataset: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
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
 * Reads a checkpoint; `name` is what errors call the file. Throws a `UserError` where the file is damaged, its tensors
 * are not those of its model, or a value is not finite. A file without a description is known by its names and shapes.
 */
export function parseCheckpoint(bytes: Uint8Array, name: string): Checkpoint {
  const { tensors, metadata } = parseSafetensors(bytes, name);
  const as = { code: 'checkpoint-metadata', what: `${name}: its description`, mend: 'The file is damaged: choose another.' };
  const described = metadata['model'];
  const layers = described === undefined ? matchingModel(tensors, name) : parse(layerListSchema, parseJson(described, as), as);
  const misfit = findMisfit(tensors, layers);
  if (misfit) {
    throw new UserError('checkpoint-shapes', `${name} does not fit its model: ${misfit}. Choose a checkpoint of this program.`);
  }
  const broken = findNonFinite(tensors);
  if (broken) {
    throw new UserError(
      'checkpoint-not-finite',
      `${name}: ${broken.name} has a value that is not a finite number, at index ${broken.index}. Choose an earlier checkpoint.`,
    );
  }
  return { layers, stateDict: tensors, origin: metadata['run'] === undefined ? undefined : parse(originSchema, metadata, as) };
}

function matchingModel(tensors: StateDict, name: string): LayerList {
  const found = Object.values(models).find(({ layers }) => findMisfit(tensors, layers) === undefined);
  if (found) return found.layers;
  const has = [...tensors].map(([key, { shape }]) => `${key} [${shape.join(', ')}]`).join(', ') || 'no tensors';
  throw new UserError('checkpoint-unknown-model', `${name} is not a checkpoint of a known model: it has ${has}. Choose a checkpoint of this program.`);
}

function findMisfit(tensors: StateDict, layers: LayerList): string | undefined {
  const specs = parameterSpecs(layers);
  for (const { name, shape } of specs) {
    const tensor = tensors.get(name);
    if (!tensor) return `${name} is missing`;
    if (tensor.shape.join() !== shape.join() || tensor.data.length !== elementCount(shape)) {
      return `${name} has the shape [${tensor.shape.join(', ')}] instead of [${shape.join(', ')}]`;
    }
  }
  const known = new Set(specs.map((spec) => spec.name));
  const extra = [...tensors.keys()].find((key) => !known.has(key));
  return extra === undefined ? undefined : `${extra} belongs to no layer`;
}
