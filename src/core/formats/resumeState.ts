import * as v from 'valibot';
import { parse } from '../parse';
import type { StateDict } from '../stateDict';
import type { RunPosition } from './checkpoint';
import { formatSafetensors, parseSafetensors } from './safetensors';

/** What the steps of an epoch come to so far; all zero at its beginning. */
export interface EpochSums {
  /** Sum of the losses of the images, as a 64-bit float: the mean of the epoch is the same to the bit after a resume. */
  readonly lossSum: number;
  readonly correct: number;
  readonly seconds: number;
}

/** Where training is, and what the epoch came to until there: all that the loop needs to go on, beside the model. */
export interface TrainingPoint extends RunPosition {
  readonly sums: EpochSums;
}

/** The second file of a checkpoint: all that resuming needs beside the weights. */
export interface ResumeState extends TrainingPoint {
  readonly slots: StateDict;
  /** SHA-256 of the first file, so that the two are known to belong together. */
  readonly weightsHash: string;
}

const count = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'must be a whole number'), v.transform(Number));
const amount = v.pipe(v.string(), v.regex(/^\d[\d.e+-]{0,30}$/, 'must be a number'), v.transform(Number), v.finite('must be a number'));
const metadataSchema = v.object({
  weights: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256')),
  epoch: count,
  step: count,
  lossSum: amount,
  correct: count,
  seconds: amount,
});

/** Where every epoch begins. */
export function epochStart(epoch: number): TrainingPoint {
  return { epoch, step: 0, sums: { lossSum: 0, correct: 0, seconds: 0 } };
}

export function formatResumeState({ slots, weightsHash, epoch, step, sums }: ResumeState): Uint8Array {
  const { lossSum, correct, seconds } = sums;
  const position = { epoch: String(epoch), step: String(step) };
  // JavaScript writes a 64-bit float so that reading it gives the same again.
  const metadata = { weights: weightsHash, ...position, lossSum: String(lossSum), correct: String(correct), seconds: String(seconds) };
  return formatSafetensors({ tensors: slots, metadata });
}

/** Reads the second file of a checkpoint; `name` is what errors call it. Throws a `UserError` where it is damaged. */
export function parseResumeState(bytes: Uint8Array, name: string): ResumeState {
  const { tensors, metadata } = parseSafetensors(bytes, name);
  const as = { code: 'resume-state', what: `${name}: its description`, mend: 'The file is damaged: resume from an earlier checkpoint.' };
  const { weights, epoch, step, lossSum, correct, seconds } = parse(metadataSchema, metadata, as);
  return { slots: tensors, weightsHash: weights, epoch, step, sums: { lossSum, correct, seconds } };
}
