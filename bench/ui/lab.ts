import type { Frame } from 'playwright-core';
import type { LabElement } from '../../src/webview/labElement';
import type { LabApp } from '../../src/webview/lab/labApp';
import type { Editor } from '../../test/e2e/editor';
import { waitFor } from '../../test/e2e/waitFor';
import { labFrame } from '../../test/e2e/webviews';

/** What is trained: a recipe, the notebook's where none is named, and what is changed of it. */
export interface BenchRun {
  readonly recipe?: string;
  readonly epochs: number;
  readonly batchSize?: number;
}

/** Opens the lab at a tab, by the command that does so. */
export async function openLab({ page, probe }: Editor, command: 'mnist.openLab' | 'mnist.showSamples' | 'mnist.draw'): Promise<Frame> {
  await probe.executeCommand(command);
  return labFrame(page);
}

/** Starts a run and returns as soon as it trains. */
export async function startRun({ probe }: Editor, lab: Frame, { recipe = 'notebook', ...changes }: BenchRun): Promise<void> {
  await lab.evaluate(
    async ({ recipe, changes }) => {
      const client = document.querySelector<LabApp>('mnist-lab')?.store.client;
      await client?.call('chooseRecipe', { recipe });
      await client?.call('changeNextRun', changes);
    },
    { recipe, changes },
  );
  // The command ends with the run; a failure is told in the window.
  void probe.executeCommand('mnist.train').catch(() => undefined);
  await waitForActivity(lab, 'training');
}

/** Stops the run and waits for its end. */
export async function stopRun({ probe }: Editor, lab: Frame): Promise<void> {
  await probe.executeCommand('mnist.stop');
  await waitForActivity(lab, 'idle');
}

/** Waits until a page of ours, the lab or the sidebar's view, shows that a run goes on, or that none does. */
export async function waitForActivity(page: Frame, wanted: 'idle' | 'training'): Promise<void> {
  const read = () => page.evaluate(() => document.querySelector<LabElement>('mnist-lab, mnist-train-view')?.store.state?.activity);
  await waitFor(async () => ((await read()) === wanted ? true : undefined), { what: `the run to be ${wanted}`, timeoutMs: 300_000, intervalMs: 50 });
}
