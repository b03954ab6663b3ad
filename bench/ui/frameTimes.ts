import type { Frame } from 'playwright-core';
import { pageClock, type PageClock } from './pageClock';

/** The frames of a page during some time, in milliseconds each. */
export interface FrameTimes {
  /** From the first of a frame's callbacks until it was painted: scripts, styles, layout and painting. */
  readonly workMs: readonly number[];
  /** From the beginning of each frame to that of the next: a sixtieth of a second, where none was left out. */
  readonly intervalMs: readonly number[];
}

/** Records the frames of a page until `act`, which runs outside of it, is done. */
export async function recordFrames(lab: Frame, act: () => Promise<void>): Promise<FrameTimes> {
  const recorder = await lab.evaluateHandle(startRecording, await pageClock(lab));
  await act();
  return recorder.evaluate((frames) => frames.stop());
}

/** Runs inside the page. Its callback is the first of a frame, since it asks for the next frame before all others do. */
function startRecording({ nextTask }: PageClock): { stop: () => Promise<FrameTimes> } {
  const beginsMs: number[] = [];
  const work: Promise<number>[] = [];
  let next = requestAnimationFrame(record);

  function record(beginMs: number): void {
    next = requestAnimationFrame(record);
    const startMs = performance.now();
    beginsMs.push(beginMs);
    work.push(nextTask().then((endMs) => endMs - startMs));
  }

  return {
    async stop() {
      cancelAnimationFrame(next);
      return { workMs: await Promise.all(work), intervalMs: beginsMs.slice(1).map((begin, index) => begin - (beginsMs[index] ?? NaN)) };
    },
  };
}
