import type { Frame, JSHandle } from 'playwright-core';

/** Milliseconds from the moment the page hears of what it is asked for. */
export interface Latency {
  /** Until the answer is in the page's elements. */
  readonly answeredMs: number;
  /** Until the frame that shows it is painted. */
  readonly drawnMs: number;
}

/** Looks at the clock inside a page: times are the page's `performance.now()`, in milliseconds. */
export interface PageClock {
  /** The time of the next task, when all that this one left to be done (an element's update, say) is done. */
  readonly nextTask: () => Promise<number>;
  /** The time when a frame is done that begins from now on: its scripts, styles, layout and painting. Its pixels are put together elsewhere. */
  readonly frameEnd: () => Promise<number>;
  /** Of an answer that just came, before anybody was told of it. */
  readonly latencySince: (startMs: number) => Promise<Latency>;
}

/** More than a few elements' updates, one within the other, take; all of them are over before any other task. */
const microtasks = 100;

export function pageClock(frame: Frame): Promise<JSHandle<PageClock>> {
  return frame.evaluateHandle((microtasks) => {
    const nextTask = () =>
      new Promise<number>((resolve) => {
        // A message comes as a task of its own, at once; a timer would wait for a millisecond or four.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          resolve(performance.now());
        };
        port2.postMessage(null);
      });
    // Painting follows the frame's callbacks in the same task.
    const frameEnd = () => new Promise<number>((resolve) => requestAnimationFrame(() => void nextTask().then(resolve)));
    const elementsUpdated = async () => {
      for (let turn = 0; turn < microtasks; turn++) await Promise.resolve();
      return performance.now();
    };
    return {
      nextTask,
      frameEnd,
      async latencySince(startMs) {
        // Asked for at once: the frame that shows the answer may begin before any other task.
        const drawn = frameEnd();
        return { answeredMs: (await elementsUpdated()) - startMs, drawnMs: (await drawn) - startMs };
      },
    };
  }, microtasks);
}
