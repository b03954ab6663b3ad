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

/** Milliseconds from Train pressed to the first point of the new run in a painted frame, `count` times. Cold: without a trainer process. */
export async function measureTrainPressed(editor: Editor, place: ChartPlace, count: number, isCold: boolean): Promise<number[]> {
  const latencies: number[] = [];
  for (let time = 0; time < count; time++) {
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
  const watch = await frame.evaluateHandle(watchChart, { clock: await pageClock(frame), path: canvas });
  await frame.locator('mnist-run-buttons').getByRole('button', { name: /^Train( Again)?$/ }).click();
  return watch.evaluate(({ pointDrawn }) => pointDrawn);
}

/** Runs inside the page: from the next click on, looks after every frame whether the chart shows a point of another run. */
function watchChart({ clock, path }: { readonly clock: PageClock; readonly path: readonly string[] }): { readonly pointDrawn: Promise<number> } {
  const shownRun = () => document.querySelector<LabElement>(path[0] ?? '')?.store.state?.run?.run.id;
  const before = shownRun();

  function findChart(): ParentNode | undefined {
    return path.reduce<ParentNode | undefined>((parent, selector) => {
      const found = parent?.querySelector(selector) ?? undefined;
      return found?.shadowRoot ?? found;
    }, document);
  }

  /** Axes, grid and text are grey; lines and points are not. */
  function hasPoint(chart: ParentNode | undefined): boolean {
    if (!(chart instanceof HTMLCanvasElement) || chart.width === 0) return false;
    const { data } = chart.getContext('2d')?.getImageData(0, 0, chart.width, chart.height) ?? { data: new Uint8ClampedArray() };
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
      if (alpha > 128 && Math.max(red, green, blue) - Math.min(red, green, blue) > 64) return true;
    }
    return false;
  }

  async function firstPoint(): Promise<number> {
    const startMs = performance.now();
    for (;;) {
      const endMs = await clock.frameEnd();
      const run = shownRun();
      if (run !== undefined && run !== before && hasPoint(findChart())) return endMs - startMs;
    }
  }

  return { pointDrawn: new Promise((resolve) => window.addEventListener('click', () => resolve(firstPoint()), { capture: true, once: true })) };
}
