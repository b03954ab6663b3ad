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
  /** Of the last pointer event that drew. */
  reading(): Promise<Latency>;
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
    let latency: Promise<Latency> | undefined;
    let hear = (): void => undefined;
    const press = (event: PointerEvent) => {
      if (event.buttons === 0) return;
      eventMs = performance.now();
      events += 1;
      latency = undefined;
    };
    window.addEventListener('pointerdown', press, { capture: true });
    window.addEventListener('pointermove', press, { capture: true });
    window.addEventListener('strokes-changed', () => (drawnEvents = events), { capture: true });
    client.call = async (name, params, signal) => {
      const asked = drawnEvents;
      const answer = await call(name, params, signal);
      if (name === 'read' && asked === events && !latency) {
        latency = latencySince(eventMs);
        hear();
      }
      return answer;
    };
    return {
      async reading() {
        if (!latency) await new Promise<void>((resolve) => (hear = resolve));
        return latency ?? { answeredMs: NaN, drawnMs: NaN };
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
