import type { Frame, JSHandle } from 'playwright-core';
import type { LabApp } from '../../src/webview/lab/labApp';
import { pageClock, type Latency } from './pageClock';

/** Measures inside the lab's page. */
export interface ReadingRecorder {
  /** To be called before the pointer event of which `reading` is to tell, so that this is no work beside it. */
  expectReading(): void;
  /** Of the first pointer event that drew since then, and of no earlier one. */
  reading(): Promise<Latency>;
  /** Of a call with nothing to do: webview, host, and back. */
  emptyCall(): Promise<Latency>;
}

/** Watches the pointer, what is on the pad of the tab Draw, and the calls to the host. */
export async function readingRecorder(lab: Frame): Promise<JSHandle<ReadingRecorder>> {
  const clock = await pageClock(lab);
  return lab.evaluateHandle(({ latencySince }) => {
    const { client } = document.querySelector<LabApp>('mnist-lab')?.store ?? {};
    if (!client) throw new Error('This is not the lab.');
    const call = client.call.bind(client);
    let eventMs = 0;
    /** Pointer events so far, and how many of them are in what is on the pad. */
    let [events, drawnEvents] = [0, 0];
    let expected: Promise<Latency> | undefined;
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
      expectReading() {
        askedAfter = events;
        expected = new Promise((resolve) => (hear = resolve));
      },
      reading() {
        if (!expected) throw new Error('No reading is expected.');
        return expected;
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
