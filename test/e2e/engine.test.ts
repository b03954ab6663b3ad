import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { findTensorflow } from '../../src/trainer/tensorflowPackage';
import { listRunFolders, readHistory, readRun } from './runFolder';
import { scenario } from './scenario';
import { footerText, openView, statusTitle } from './trainView';
import { logLines, readQuickPick, runCommand, showLog, toasts } from './workbench';

const timeout = 60_000;
const tensorflowFolder = process.env['MNIST_TENSORFLOW_PATH'] ?? join(inject('root'), '.engine');
const isTensorflowHere = findTensorflow([{ origin: 'test', folder: tensorflowFolder }]) !== undefined;

scenario('Select Engine offers three, and says what is missing for TensorFlow', async ({ page }) => {
  await openView(page);
  await runCommand(page, 'MNIST: Select Engine...');
  await expect.poll(async () => (await readQuickPick(page)).map(([label]) => label)).toEqual(['Automatic', 'WebAssembly', 'TensorFlow']);
  await page.locator('.quick-input-widget').getByText('TensorFlow', { exact: true }).click();
  await toasts(page).getByText(/TensorFlow was not found.*mnist\.tensorflowPath/).waitFor();
});

scenario(
  'the engine that the settings name trains the convolutional network of the default recipe, and the log says why it was taken',
  async ({ page, probe, workspace }) => {
    await openView(page);
    await probe.executeCommand('mnist.train');
    await expectFast99(page, workspace);
    await showLog(page);
    await expect.poll(() => logLines(page), { timeout }).toContainEqual(expect.stringMatching(/^Engine: wasm.* it was asked for/));
  },
  // Without a setting of its own: what Train does by default.
  { settings: { 'mnist.engine': 'wasm', 'mnist.recipe': undefined } },
);

scenario(
  'auto takes the TensorFlow that mnist.tensorflowPath names, and trains the same network',
  async ({ page, workspace }) => {
    await openView(page);
    await runCommand(page, 'MNIST: Train');
    await expectFast99(page, workspace);
    await expect.poll(() => footerText(page), { timeout }).toMatch(/Engine: [^;]*tensorflow/i);
  },
  { settings: { 'mnist.recipe': undefined }, machineSettings: { 'mnist.tensorflowPath': tensorflowFolder }, skip: !isTensorflowHere && process.env['MNIST_REQUIRE_TENSORFLOW'] !== '1' },
);

/** Waits for the end of a run of fast99. */
async function expectFast99(page: Page, workspace: string): Promise<void> {
  await expect.poll(() => statusTitle(page), { timeout: 120_000 }).toBe('Finished 3 of 3');
  const [folder = ''] = await listRunFolders(workspace);
  expect((await readRun(folder)).configuration.recipe).toBe('fast99');
  // Five seeds: see docs/recipes.md. One is within five of their standard deviations.
  expect((await readHistory(folder)).at(-1)?.valAccuracy).toBeGreaterThan(0.984);
}
