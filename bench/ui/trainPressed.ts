import type { Frame } from 'playwright-core';
import type { LabElement } from '../../src/webview/labElement';
import type { Editor } from '../../test/e2e/editor';
import { findTrainers, waitForExit } from '../../test/e2e/trainerProcess';
import { waitForActivity } from './lab';
import { pageClock, type PageClock } from './pageClock';

/** A page with a Train button and a chart: where the canvas is, by selectors from shadow root to shadow root. */
export interface ChartPlace {
  readonly frame: Frame;
  readonly canvas: readonly string[];
}

export const sidebarCanvas = ['mnist-train-view', 'mnist-accuracy-curve', 'canvas'];
export const labCanvas = ['mnist-lab', 'mnist-train-tab', 'mnist-run-charts', 'mnist-metric-chart', 'mnist-chart-plot', 'canvas'];

/** Longer than any start; a press that went elsewhere must not hold up all that comes after it. */
const mostMs = 20_000;

/** Milliseconds from Train pressed to the first point of the new run in a painted frame, `count` times. Cold: without a trainer process. */
export async function measureTrainPressed(editor: Editor, place: ChartPlace, count: number, isCold: boolean): Promise<number[]> {
  const latencies: number[] = [];
  for (let time = 0; time < count; time++) {
    // A page that has just opened does not know the last run yet, and offers other buttons than in a moment.
    await waitForActivity(place.frame, 'idle');
    if (isCold) await endTrainer(editor);
    latencies.push(await pressTrain(place));
    await editor.probe.executeCommand('mnist.stop');
    await waitForActivity(place.frame, 'idle');
  }
  return latencies;
}

async function endTrainer({ probe }: Editor): Promise<void> {
  for (const pid of await findTrainers(await probe.pid())) {
    process.kill(pid, 'SIGKILL');
    await waitForExit(pid);
  }
}

async function pressTrain({ frame, canvas }: ChartPlace): Promise<number> {
  const watch = await frame.evaluateHandle(watchChart, { clock: await pageClock(frame), path: canvas, mostMs });
  await frame.locator('mnist-run-buttons').getByRole('button', { name: /^Train( Again)?$/ }).click();
  return watch.evaluate(({ pointDrawn }) => pointDrawn);
}

interface Watched {
  readonly clock: PageClock;
  /** Of the chart's canvas. */
  readonly path: readonly string[];
  readonly mostMs: number;
}

/** Runs inside the page: from the next click on, looks after every frame whether the chart shows a point of another run. */
function watchChart({ clock, path, mostMs }: Watched): { readonly pointDrawn: Promise<number> } {
  const store = document.querySelector<LabElement>(path[0] ?? '')?.store;
  const shownRun = () => store?.state?.run?.run.id;
  const before = shownRun();

  function findChart(): HTMLCanvasElement | undefined {
    const found = path.reduce<ParentNode | undefined>((parent, selector) => {
      const next = parent?.querySelector(selector) ?? undefined;
      return next?.shadowRoot ?? next;
    }, document);
    return found instanceof HTMLCanvasElement ? found : undefined;
  }

  /** Before any element shows the new run: what is coloured from then on is of it. */
  function clearAtNextRun(): void {
    const unlisten = store?.onChange(() => {
      const run = shownRun();
      if (run === undefined || run === before) return;
      unlisten?.();
      const chart = findChart();
      const context = chart?.getContext('2d');
      context?.save();
      context?.resetTransform();
      context?.clearRect(0, 0, chart?.width ?? 0, chart?.height ?? 0);
      context?.restore();
      isNext = true;
    });
  }
  let isNext = false;

  /** Axes, grid and text are grey; lines and points are not. */
  function hasPoint(chart: HTMLCanvasElement | undefined): boolean {
    if (!chart || chart.width === 0) return false;
    const { data } = chart.getContext('2d')?.getImageData(0, 0, chart.width, chart.height) ?? { data: new Uint8ClampedArray() };
    for (let at = 0; at < data.length; at += 4) {
      if ((data[at + 3] ?? 0) <= 128) continue;
      const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 64) return true;
    }
    return false;
  }

  async function firstPoint(): Promise<number> {
    const startMs = performance.now();
    clearAtNextRun();
    for (;;) {
      const endMs = await clock.frameEnd();
      if (isNext && hasPoint(findChart())) return endMs - startMs;
      if (endMs - startMs > mostMs) throw new Error('No point came: the press did not begin a run.');
    }
  }

  return { pointDrawn: new Promise((resolve) => window.addEventListener('click', () => resolve(firstPoint()), { capture: true, once: true })) };
}
