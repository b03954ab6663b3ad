import type { CheckpointReference, RunFile } from './formats/runFile';

/** What tells whether a run began with drawn weights, or with those of a parent. */
export type Beginning = Pick<RunFile, 'parent'>;

interface CheckpointsOfRun {
  readonly run: Beginning;
  readonly best?: CheckpointReference | undefined;
  readonly last?: CheckpointReference | undefined;
}

/** What lists call a checkpoint of a run: "best: epoch 20", "epoch 8, batch 212". */
export function describeCheckpoint(checkpoint: CheckpointReference, { run, best, last }: CheckpointsOfRun): string {
  const { name } = checkpoint;
  const where = describePosition(checkpoint, run);
  if (name === best?.name) return `best: ${where}`;
  return name === last?.name ? `last: ${where}` : where;
}

/** Where in a run weights are, for someone who reads it: epochs count from 1, and 0 is the model before the first step. */
export function describePosition({ epoch, step }: { readonly epoch: number; readonly step: number }, run?: Beginning): string {
  if (step > 0) return `epoch ${epoch + 1}, batch ${step}`;
  return epoch === 0 ? describeBeginning(run) : `epoch ${epoch}`;
}

/** What weights are before the first step: those of a parent were trained already, elsewhere. */
export function describeBeginning(run?: Beginning): string {
  return run?.parent ? 'before training' : 'untrained';
}
