import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { beforeAll, inject, test } from 'vitest';
import { openEditor, type Editor } from '../../test/e2e/editor';
import { digitStrokes, drawWithMouse } from '../../test/e2e/drawing';
import { openView } from '../../test/e2e/trainView';
import { sidebarFrame } from '../../test/e2e/webviews';
import { measureBundles } from './bundleSizes';
import { recordFrames } from './frameTimes';
import { openLab, startRun, stopRun, waitForActivity } from './lab';
import { measureMemory } from './memory';
import { measureReadings } from './readingLatency';
import { readingRecorder } from './readingRecorder';
import { formatBundles, formatFrames, formatMemory, formatReadings, formatTimeTravel, formatTrainPressed, type FirstPoint, type FrameRecord, type MemoryState, type ReadingTimes, type TimeTravel } from './report';
import { scrollGallery } from './scrollGallery';
import { measureJourney } from './timeTravel';
import { labCanvas, measureTrainPressed, sidebarCanvas } from './trainPressed';

beforeAll(() => {
  process.stdout.write(`In VS Code, served to a headless Chromium without a GPU, each webview a process of its own as on the desktop: pixels are made by software, and all of it shares ${availableParallelism()} cores.\n`);
});

measure('drawing', measureDrawing, formatReadings);
measure('time travel', measureTimeTravel, formatTimeTravel);
measure('first point', measureFirstPoints, formatTrainPressed);
measure('frames', measureFrames, formatFrames);
measure('memory', measureRuns, formatMemory);

test('bundles', async () => {
  await report('bundles', await measureBundles(join(inject('root'), 'dist')), formatBundles);
});

/** Measures in a window of its own, where nothing is left of what was measured before. */
function measure<Result>(title: string, act: (editor: Editor) => Promise<Result>, format: (result: Result) => string[]): void {
  test(title, async () => {
    const editor = await openEditor({ ownSites: true });
    try {
      await report(title, await act(editor), format);
    } finally {
      await editor.close();
    }
  });
}

/** Prints the table, and keeps every single measurement in `build/bench/ui/`. */
async function report<Result>(title: string, result: Result, format: (result: Result) => string[]): Promise<void> {
  const folder = join(inject('root'), 'build', 'bench', 'ui');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${title.replace(' ', '-')}.json`), `${JSON.stringify(result)}\n`);
  process.stdout.write(`\n${format(result).join('\n')}\n`);
}

async function measureDrawing(editor: Editor): Promise<ReadingTimes> {
  const lab = await openLab(editor, 'mnist.draw');
  await startRun(editor, lab, { epochs: 20 });
  await waitForActivity(lab, 'idle');
  const recorder = await readingRecorder(lab);
  const measureTurns = (count: number) => measureReadings(editor.page, lab, recorder, count);
  // What is used for the first time is compiled then.
  await measureTurns(10);
  const idle = await measureTurns(100);
  const training = [];
  // What Train does, and the run with the most to tell of: ten epochs a second.
  for (const recipe of ['fast99', 'notebook']) {
    // More than there is time for: stopped when all is measured.
    await startRun(editor, lab, { recipe, epochs: 5000 });
    training.push({ recipe, latencies: await measureTurns(100) });
    await stopRun(editor, lab);
  }
  return { idle, training };
}

async function measureTimeTravel(editor: Editor): Promise<TimeTravel> {
  const epochs = 40;
  const lab = await openLab(editor, 'mnist.draw');
  const trainThere = async () => {
    await startRun(editor, lab, { epochs });
    await waitForActivity(lab, 'idle');
  };
  await trainThere();
  await drawWithMouse(editor.page, lab.locator('mnist-draw-tab mnist-pad'), digitStrokes.three);
  const drawing = await measureJourney(lab, 'read', epochs + 1);
  await openLab(editor, 'mnist.showSamples');
  await trainThere();
  return { drawing, gallery: await measureJourney(lab, 'readings', epochs + 1) };
}

async function measureFirstPoints(editor: Editor): Promise<FirstPoint[]> {
  await openView(editor.page);
  const sidebar = { frame: await sidebarFrame(editor.page), canvas: sidebarCanvas };
  const cold = await measureTrainPressed(editor, sidebar, 4, true);
  const warm = await measureTrainPressed(editor, sidebar, 10, false);
  const lab = { frame: await openLab(editor, 'mnist.openLab'), canvas: labCanvas };
  return [
    { where: 'sidebar, trainer not started', latencies: cold },
    { where: 'sidebar, trainer running', latencies: warm },
    { where: 'lab, trainer running', latencies: await measureTrainPressed(editor, lab, 10, false) },
  ];
}

async function measureFrames(editor: Editor): Promise<FrameRecord[]> {
  const lab = await openLab(editor, 'mnist.showSamples');
  const scrolled = await recordFrames(lab, () => scrollGallery(lab));
  await openLab(editor, 'mnist.openLab');
  await lab.getByRole('tab', { name: 'Train', exact: true }).click();
  // 5,000 steps an epoch.
  const trained = await recordFrames(lab, async () => {
    await startRun(editor, lab, { epochs: 20, batchSize: 10 });
    await waitForActivity(lab, 'idle');
  });
  const hovered = await recordFrames(lab, async () => {
    const box = await lab.locator('mnist-chart-plot').first().boundingBox();
    if (!box) throw new Error('The chart is not in sight.');
    for (let share = 0; share < 1; share += 0.01) await editor.page.mouse.move(box.x + share * box.width, box.y + box.height / 2);
  });
  return [
    { what: 'the gallery scrolled from end to end', times: scrolled },
    { what: 'a run of 100,000 steps as it goes', times: trained },
    { what: 'the pointer over its chart', times: hovered },
  ];
}

async function measureRuns(editor: Editor): Promise<MemoryState[]> {
  const lab = await openLab(editor, 'mnist.openLab');
  const states: MemoryState[] = [];
  for (const epochs of [20, 200, 200]) {
    await startRun(editor, lab, { epochs });
    await waitForActivity(lab, 'idle');
    states.push({ when: `after a run of ${epochs} epochs`, memory: await measureMemory(editor, lab) });
  }
  return states;
}
