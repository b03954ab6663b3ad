import type { Frame, JSHandle } from 'playwright-core';

/** Looks at the clock inside a page: times are the page's `performance.now()`, in milliseconds. */
export interface PageClock {
  /** The time of the next task, when all that this one left to be done (an element's update, say) is done. */
  readonly nextTask: () => Promise<number>;
  /** The time when a frame is done that begins from now on: its scripts, styles, layout and painting. Its pixels are put together elsewhere. */
  readonly frameEnd: () => Promise<number>;
}

export function pageClock(frame: Frame): Promise<JSHandle<PageClock>> {
  return frame.evaluateHandle(() => {
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
    return {
      nextTask,
      // Painting follows the frame's callbacks in the same task.
      frameEnd: () => new Promise<number>((resolve) => requestAnimationFrame(() => void nextTask().then(resolve))),
    };
  });
}
