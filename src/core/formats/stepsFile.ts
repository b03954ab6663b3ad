import { stepsPerEpoch } from '../configuration';
import type { Steps } from '../stepSeries';
import { UserError } from '../userError';

/** Loss and count of correct rows of a step, as little-endian 32-bit floats. */
export const bytesPerStep = 8;

/**
 * Reads `steps.f32`, which has no header: the losses of a run's steps, and the share of each batch that was read
 * correctly. A step that a crash cut off at the end is left out. Throws a `UserError` where a value cannot be.
 */
export function parseSteps(bytes: Uint8Array, { trainCount, batchSize }: { trainCount: number; batchSize: number }, name: string): Steps {
  const count = Math.floor(bytes.length / bytesPerStep);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const steps = stepsPerEpoch(trainCount, batchSize);
  const lastBatch = trainCount - (steps - 1) * batchSize;
  const [losses, accuracies] = [new Float32Array(count), new Float32Array(count)];
  for (let step = 0; step < count; step++) {
    const loss = view.getFloat32(step * bytesPerStep, true);
    const correct = view.getFloat32(step * bytesPerStep + 4, true);
    const rows = step % steps === steps - 1 ? lastBatch : batchSize;
    // Written so that what is not a number fails too.
    if (!(loss >= 0 && loss < Infinity && correct >= 0 && correct <= rows)) {
      throw new UserError('steps', `${name}: step ${step} has the loss ${loss} and ${correct} of ${rows} correct, which cannot be. Restore the file, or delete it.`);
    }
    losses[step] = loss;
    accuracies[step] = correct / rows;
  }
  return { first: 0, losses, accuracies };
}
