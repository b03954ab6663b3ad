import type { CheckpointReference } from './formats/runFile';

/** What lists call a checkpoint of a run: "best: epoch 20", "epoch 8, batch 212". */
export function describeCheckpoint(checkpoint: CheckpointReference, { best, last }: { readonly best?: CheckpointReference | undefined; readonly last?: CheckpointReference | undefined }): string {
  const { name } = checkpoint;
  const where = describePosition(checkpoint);
  if (name === best?.name) return `best: ${where}`;
  return name === last?.name ? `last: ${where}` : where;
}

/** Where in a run weights are, for someone who reads it: epochs count from 1, and 0 is the untrained model. */
export function describePosition({ epoch, step }: { readonly epoch: number; readonly step: number }): string {
  if (step > 0) return `epoch ${epoch + 1}, batch ${step}`;
  return epoch === 0 ? 'untrained' : `epoch ${epoch}`;
}
