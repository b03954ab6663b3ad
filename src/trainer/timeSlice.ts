import { setImmediate as nextTurn } from 'node:timers/promises';

/** Of training: short enough that stop, pause and a prediction arrive within 20 ms. */
export const sliceMs = 5;

/** Of reading many images: shorter, so that a run beside it keeps most of the time, and a drawing waits for less. */
export const readingSliceMs = 2;

/**
 * Keeps the process answering while it computes: after `milliseconds` of work, one turn of the event loop. The turn is
 * `setImmediate`'s, because a MessageChannel's or a microtask's starves the channel to the parent process.
 */
export class TimeSlice {
  private end: number;

  constructor(private readonly milliseconds: number) {
    this.end = performance.now() + milliseconds;
  }

  isOver(): boolean {
    return performance.now() >= this.end;
  }

  async next(): Promise<void> {
    await nextTurn();
    this.end = performance.now() + this.milliseconds;
  }
}
