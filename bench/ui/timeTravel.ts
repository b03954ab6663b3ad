import type { Frame, JSHandle } from 'playwright-core';
import type { LabApp } from '../../src/webview/lab/labApp';
import { pageClock, type Latency } from './pageClock';
import { readingRecorder } from './readingRecorder';

/** From a movement of the slider over a run's checkpoints to what the shown tab reads by the weights there. */
export interface Journey {
  /** To checkpoints that nobody looked at before. */
  readonly first: readonly Latency[];
  readonly again: readonly Latency[];
  readonly emptyCalls: readonly Latency[];
}

interface TravelRecorder {
  /** Of the slider's last movement. */
  arrival(): Promise<Latency>;
}

/** Goes from the last of `count` checkpoints to the first, and back. `call` is how the shown tab asks for what it shows. */
export async function measureJourney(lab: Frame, call: 'read' | 'readings', count: number): Promise<Journey> {
  const slider = lab.getByRole('slider', { name: 'Checkpoint' });
  const recorder = await travelRecorder(lab, call);
  const calls = await readingRecorder(lab);
  const emptyCalls: Latency[] = [];
  const go = async (key: 'ArrowLeft' | 'ArrowRight') => {
    const latencies: Latency[] = [];
    for (let stop = 1; stop < count; stop++) {
      await slider.press(key);
      latencies.push(await recorder.evaluate((measure) => measure.arrival()));
      emptyCalls.push(await calls.evaluate((measure) => measure.emptyCall()));
    }
    return latencies;
  };
  return { first: await go('ArrowLeft'), again: await go('ArrowRight'), emptyCalls };
}

/** Watches the slider, and the calls to the host that are made once the page has heard that other weights are shown. */
async function travelRecorder(lab: Frame, awaited: 'read' | 'readings'): Promise<JSHandle<TravelRecorder>> {
  const clock = await pageClock(lab);
  return lab.evaluateHandle(
    ({ clock: { latencySince }, awaited }) => {
      const store = document.querySelector<LabApp>('mnist-lab')?.store;
      if (!store) throw new Error('This is not the lab.');
      const { client } = store;
      const call = client.call.bind(client);
      const shownCheckpoint = () => (store.state?.weights?.kind === 'checkpoint' ? store.state.weights.checkpoint.name : undefined);
      let [startMs, before] = [0, shownCheckpoint()];
      let hasArrived = false;
      let latency: Promise<Latency> | undefined;
      let hear = (): void => undefined;
      window.addEventListener(
        'input',
        () => {
          startMs = performance.now();
          before = shownCheckpoint();
          hasArrived = false;
          latency = undefined;
        },
        { capture: true },
      );
      // The gallery hears of old readings, which may come before the weights that they are not of.
      store.onChange(() => (hasArrived ||= shownCheckpoint() !== before));
      store.onReadingsChanged(() => (hasArrived = true));
      client.call = async (name, params, signal) => {
        const asked = call(name, params, signal);
        // The tab may hear the news, and ask, before this recorder hears it.
        await Promise.resolve();
        const isOfThese = hasArrived;
        const answer = await asked;
        if (name === awaited && isOfThese && !latency) {
          latency = latencySince(startMs);
          hear();
        }
        return answer;
      };
      return {
        async arrival() {
          if (!latency) await new Promise<void>((resolve) => (hear = resolve));
          return latency ?? { answeredMs: NaN, drawnMs: NaN };
        },
      };
    },
    { clock, awaited },
  );
}
