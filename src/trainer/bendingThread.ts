import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Augmenter } from '../core/augment/augmenter';
import type { Augmentation } from '../core/augmentation';
import type { RunningWorker } from '../engine/wasm/threads/sharedTeam';
import { SharedBatch } from './sharedBatch';
import { startWorker } from './workerThread';

/** What the thread is started with; all of it can be sent to one. */
export interface BendingData {
  readonly buffer: SharedArrayBuffer;
  readonly maxRows: number;
  readonly augmentation: Augmentation;
  readonly seed: number;
}

/** Starts a thread that runs `runBendingThread` and does not keep the process alive. */
export type StartBending = (data: BendingData) => RunningWorker;

/**
 * What starts the program `bendingWorker.js` of a folder, which bends the images of a step while the step before it is taken.
 * None where one thread was asked for, or there is only one core, or memory cannot be shared.
 */
export function bendingStarter(folder: string, askedThreads: number, cores = availableParallelism()): StartBending | undefined {
  if (askedThreads === 1 || cores === 1 || typeof SharedArrayBuffer !== 'function') return undefined;
  // Should it end, whoever waits for images bends them.
  return (data) => startWorker(path.resolve(folder, 'bendingWorker.js'), data, () => undefined);
}

/** Bends what is put up, until there will be no more. The worker's program is this call and no more. */
export function runBendingThread({ buffer, maxRows, augmentation, seed }: BendingData): void {
  const batch = new SharedBatch(buffer, maxRows, new Augmenter(augmentation, seed));
  while (!batch.tickets.isClosed()) {
    batch.work();
    batch.tickets.awaitOffer();
  }
}
