import { imageAt, type Augmenter } from '../core/augment/augmenter';
import { gather } from '../core/gather';
import { pixelCount } from '../core/layers';
import { ticketBytes, ticketsAt, type Tickets } from '../engine/tickets';
import type { LabelledImages } from '../engine/engine';

/** Images of a task: enough of them that drawing it is no work beside, few enough that threads end together. */
const leastTaskRows = 8;
const mostTasks = 255;

const stepBytes = 64;

/** The bytes of a batch of up to `maxRows` images. */
export function sharedBatchBytes(maxRows: number): number {
  return ticketBytes + stepBytes + maxRows * (2 * pixelCount + 1);
}

/**
 * A batch whose images threads bend together, in memory that they share: as they are, as they become, and the tasks, of some
 * images each. Which thread bends an image is not seen in the result.
 */
export class SharedBatch {
  readonly tickets: Tickets;
  private readonly sizes: Float64Array;
  private readonly images: Uint8Array;
  private readonly bent: Uint8Array;
  private readonly labels: Uint8Array;

  constructor(
    buffer: ArrayBufferLike,
    maxRows: number,
    private readonly augmenter: Augmenter,
  ) {
    this.tickets = ticketsAt(buffer, 0);
    this.sizes = new Float64Array(buffer, ticketBytes, 2);
    const first = ticketBytes + stepBytes;
    this.images = new Uint8Array(buffer, first, maxRows * pixelCount);
    this.bent = new Uint8Array(buffer, first + maxRows * pixelCount, maxRows * pixelCount);
    this.labels = new Uint8Array(buffer, first + 2 * maxRows * pixelCount, maxRows);
  }

  /** Puts `rows` of a dataset up for bending, for a step. What was put up before is over. */
  offer({ images, labels }: LabelledImages, rows: Int32Array, step: number): void {
    rows.forEach((row, position) => this.images.set(imageAt(images, row), position * pixelCount));
    gather(labels, rows, this.labels);
    this.sizes.set([step, rows.length]);
    this.tickets.offer(this.taskCount());
  }

  /** Bends images until every one is bent, or is being bent by another thread. */
  work(): void {
    for (let task = this.tickets.draw(); task !== undefined; task = this.tickets.draw()) {
      const [step = 0, rows = 0] = this.sizes;
      const taskRows = this.taskRows();
      for (let row = task * taskRows; row < Math.min(rows, (task + 1) * taskRows); row++) {
        this.augmenter.bend(imageAt(this.images, row), this.labels[row] ?? 0, step, row, imageAt(this.bent, row));
      }
      this.tickets.finish();
    }
  }

  /** Works until the whole batch is bent, and copies it to `target`. False where the others make no progress for `patienceMs`. */
  take(target: Uint8Array, patienceMs: number): boolean {
    this.work();
    const tasks = this.taskCount();
    for (let done = this.tickets.done(); done < tasks; done = this.tickets.done()) {
      this.tickets.awaitDone(done, patienceMs);
      if (this.tickets.done() === done) return false;
    }
    const [, rows = 0] = this.sizes;
    target.set(this.bent.subarray(0, rows * pixelCount));
    return true;
  }

  private taskRows(): number {
    const [, rows = 0] = this.sizes;
    return Math.max(leastTaskRows, Math.ceil(rows / mostTasks));
  }

  private taskCount(): number {
    const [, rows = 0] = this.sizes;
    return Math.ceil(rows / this.taskRows());
  }
}
