import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCheckpoint, parseCheckpointName, type RunPosition } from '../core/formats/checkpoint';
import { parseResumeState, type TrainingPoint } from '../core/formats/resumeState';
import type { LayerList } from '../core/layers';
import type { StateDict } from '../core/stateDict';
import { UserError } from '../core/userError';
import { readFileWithin } from '../node/readFile';

/** Above any model that this program trains, with its slots. */
const maxCheckpointBytes = 256 << 20;

export interface NamedCheckpoint extends RunPosition {
  readonly name: string;
}

/** A checkpoint of which both files are there and belong together. */
export interface WholeCheckpoint {
  readonly name: string;
  readonly point: TrainingPoint;
  readonly stateDict: StateDict;
  readonly slots: StateDict;
}

/** The checkpoints of a folder of checkpoints whose weights are there, oldest first. */
export async function listWeights(checkpointsFolder: string): Promise<NamedCheckpoint[]> {
  const entries = await readdir(checkpointsFolder, { withFileTypes: true }).catch(() => []);
  const found = entries.flatMap((entry): NamedCheckpoint[] => {
    const name = entry.isFile() && entry.name.endsWith('.safetensors') ? entry.name.slice(0, -'.safetensors'.length) : '';
    const position = parseCheckpointName(name);
    return position ? [{ name, ...position }] : [];
  });
  return found.sort((a, b) => a.epoch - b.epoch || a.step - b.step);
}

/** Reads both files of a checkpoint. Throws a `UserError` where one is missing, damaged, or of another checkpoint. */
export async function readWholeCheckpoint(checkpointsFolder: string, { name, epoch, step }: NamedCheckpoint, layers: LayerList): Promise<WholeCheckpoint> {
  const weightsFile = `${name}.safetensors`;
  const resumeFile = `${name}.resume.safetensors`;
  const bytes = await readFileWithin(join(checkpointsFolder, weightsFile), maxCheckpointBytes);
  const resume = parseResumeState(await readFileWithin(join(checkpointsFolder, resumeFile), maxCheckpointBytes), resumeFile);
  const mismatch = (what: string) => new UserError('checkpoint-mismatch', `${resumeFile} ${what}. Resume from an earlier checkpoint.`);
  if (resume.weightsHash !== createHash('sha256').update(bytes).digest('hex')) throw mismatch(`does not belong to ${weightsFile}`);
  if (resume.epoch !== epoch || resume.step !== step) throw mismatch('is of another step of the run than its name says');
  const checkpoint = parseCheckpoint(bytes, weightsFile);
  if (JSON.stringify(checkpoint.layers) !== JSON.stringify(layers)) throw mismatch('is of another model than the run');
  return { name, point: { epoch, step, sums: resume.sums }, stateDict: checkpoint.stateDict, slots: resume.slots };
}
