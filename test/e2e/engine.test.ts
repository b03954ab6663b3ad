import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { findTensorflow } from '../../src/trainer/tensorflowPackage';
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
  'the engine that the settings name trains, and the log says why it was taken',
  async ({ page, probe }) => {
    await openView(page);
    await probe.executeCommand('mnist.train');
    await showLog(page);
    await expect.poll(() => logLines(page), { timeout }).toContainEqual(expect.stringMatching(/^Engine: wasm.* it was asked for/));
  },
  { settings: { 'mnist.engine': 'wasm' } },
);

scenario(
  'auto takes the TensorFlow that mnist.tensorflowPath names',
  async ({ page }) => {
    await openView(page);
    await runCommand(page, 'MNIST: Train');
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');
    expect(await footerText(page)).toMatch(/Engine: [^;]*tensorflow/i);
  },
  { machineSettings: { 'mnist.tensorflowPath': tensorflowFolder }, skip: !isTensorflowHere && process.env['MNIST_REQUIRE_TENSORFLOW'] !== '1' },
);
