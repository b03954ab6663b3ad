import { Augmenter } from '../core/augment/augmenter';
import type { Augmentation } from '../core/augmentation';
import type { RunConfiguration } from '../core/configuration';
import { gather } from '../core/gather';
import { pixelCount } from '../core/layers';
import type { LabelledImages, Rows } from '../engine/engine';
import type { RunningWorker } from '../engine/wasm/threads/sharedTeam';
import type { StartBending } from './bendingThread';
import { SharedBatch, sharedBatchBytes } from './sharedBatch';

/** What steps learn from: the images themselves, or bent ones. */
export interface TrainingBatches {
  /**
   * By the step's rows of the dataset and its number, counted over the whole run from 0. `next` are the rows of the step after
   * it, where that is known: they may be bent in the meantime. What it returns is good until the next call.
   */
  rows(indices: Int32Array, step: number, next?: Int32Array): Rows;
  dispose(): void;
}

/** With `startBending`, a thread of its own bends the images of a step while the one before it is taken. The bytes are the same. */
export function trainingBatches(
  { augmentation, seed, batchSize }: Pick<RunConfiguration, 'augmentation' | 'seed' | 'batchSize'>,
  dataset: LabelledImages,
  startBending?: StartBending,
): TrainingBatches {
  if (augmentation) return new BentBatches(augmentation, seed, batchSize, dataset, startBending);
  return { rows: (indices) => ({ indices }), dispose: () => undefined };
}

// A task takes well under a millisecond, but a machine with much else to do may hold it up.
const usualPatienceMs = 5000;

export class BentBatches implements TrainingBatches {
  private readonly augmenter: Augmenter;
  private readonly bent: Uint8Array;
  private ahead: { readonly batch: SharedBatch; readonly worker: RunningWorker } | undefined;
  /** The step whose images were put up for bending. */
  private stepAhead: number | undefined;

  constructor(
    augmentation: Augmentation,
    seed: number,
    maxRows: number,
    private readonly dataset: LabelledImages,
    startBending?: StartBending,
    private readonly patienceMs = usualPatienceMs,
  ) {
    this.augmenter = new Augmenter(augmentation, seed);
    this.bent = new Uint8Array(maxRows * pixelCount);
    if (!startBending) return;
    const buffer = new SharedArrayBuffer(sharedBatchBytes(maxRows));
    this.ahead = { batch: new SharedBatch(buffer, maxRows, this.augmenter), worker: startBending({ buffer, maxRows, augmentation, seed }) };
  }

  rows(indices: Int32Array, step: number, next?: Int32Array): LabelledImages {
    const { images, labels } = this.dataset;
    // A new one for every step would be a hundred megabytes of rubbish before anything collects it.
    const bent = this.bent.subarray(0, indices.length * pixelCount);
    const isBent = this.takeAhead(step, bent);
    if (next && next.length > 0) {
      this.ahead?.batch.offer(this.dataset, next, step + 1);
      this.stepAhead = step + 1;
    }
    if (!isBent) this.augmenter.augment(images, labels, indices, step, bent);
    return { images: bent, labels: gather(labels, indices, new Uint8Array(indices.length)) };
  }

  dispose(): void {
    this.ahead?.batch.tickets.close();
    this.ahead?.worker.terminate();
    this.ahead = undefined;
  }

  private takeAhead(step: number, target: Uint8Array): boolean {
    if (!this.ahead || step !== this.stepAhead) return false;
    const isBent = this.ahead.batch.take(target, this.patienceMs);
    // A thread that ended in a task left images that nobody bends any longer; the batch cannot be used again.
    if (!isBent) this.dispose();
    return isBent;
  }
}
