import type { Frame, JSHandle } from 'playwright-core';
import type { LabApp } from '../../src/webview/lab/labApp';
import { pageClock } from './pageClock';

/** Milliseconds from the moment the page hears of what it is asked for. */
export interface Latency {
  /** Until the answer is in the page's elements. */
  readonly answeredMs: number;
  /** Until the frame that shows it is painted. */
  readonly drawnMs: number;
}

/** Measures inside the lab's page. */
export interface ReadingRecorder {
  /** Of the next pointer event that draws, and of no earlier one. Asked before that event, so that asking is no work beside it. */
  nextReading(): Promise<Latency>;
  /** Of a call with nothing to do: webview, host, and back. */
  emptyCall(): Promise<Latency>;
}

/** Watches the pointer, what is on the pad of the tab Draw, and the calls to the host. */
export async function readingRecorder(lab: Frame): Promise<JSHandle<ReadingRecorder>> {
  const clock = await pageClock(lab);
  return lab.evaluateHandle(({ nextTask, frameEnd }) => {
    const { client } = document.querySelector<LabApp>('mnist-lab')?.store ?? {};
    if (!client) throw new Error('This is not the lab.');
    const call = client.call.bind(client);
    const latencySince = async (startMs: number): Promise<Latency> => ({ answeredMs: (await nextTask()) - startMs, drawnMs: (await frameEnd()) - startMs });
    let eventMs = 0;
    /** Pointer events so far, and how many of them are in what is on the pad. */
    let [events, drawnEvents] = [0, 0];
    let hear: ((latency: Promise<Latency>) => void) | undefined;
    /** How many events there were when the next was asked for. */
    let askedAfter = 0;
    const press = (event: PointerEvent) => {
      if (event.buttons === 0) return;
      eventMs = performance.now();
      events += 1;
    };
    window.addEventListener('pointerdown', press, { capture: true });
    window.addEventListener('pointermove', press, { capture: true });
    window.addEventListener('strokes-changed', () => (drawnEvents = events), { capture: true });
    client.call = async (name, params, signal) => {
      const asked = drawnEvents;
      const answer = await call(name, params, signal);
      if (name === 'read' && asked === events && events > askedAfter) {
        hear?.(latencySince(eventMs));
        hear = undefined;
      }
      return answer;
    };
    return {
      nextReading() {
        askedAfter = events;
        return new Promise((resolve) => (hear = resolve));
      },
      async emptyCall() {
        // A pointer's movements are told at the beginning of a frame, too.
        await new Promise(requestAnimationFrame);
        const startMs = performance.now();
        await call('ping', null);
        return latencySince(startMs);
      },
    };
  }, clock);
}
