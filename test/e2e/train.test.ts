import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { checkpointFile, checkpointName, listCheckpoints, listRunFolders, readHistory, readRun } from './runFolder';
import { scenario } from './scenario';
import { evaluateInTerminal } from './terminal';
import { footerText, numberOf, openView, press, statusText, statusTitle } from './trainView';
import { logLines, runCommand, showLog, statusBarItem } from './workbench';

const timeout = 30_000;

scenario('Train from the palette trains to the end on the real data', async ({ page, workspace }) => {
  await runCommand(page, 'MNIST: Train');
  await openView(page);
  await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');

  const [folder = ''] = await listRunFolders(workspace);
  const history = await readHistory(folder);
  const last = history.at(-1);
  const epochs = Array.from({ length: 21 }, (_, epoch) => epoch);
  expect(history.map(({ epoch }) => epoch)).toEqual(epochs);
  // Ten seeds of PyTorch: 0.8527 with a standard deviation of 0.0020, 0.6702 with 0.0049; one seed is within four of them.
  expect(Math.abs((last?.valAccuracy ?? 0) - 0.8527)).toBeLessThan(4 * 0.002);
  expect(Math.abs((last?.valLoss ?? 0) - 0.6702)).toBeLessThan(4 * 0.0049);
  expect((await readRun(folder)).status).toBe('finished');
  expect(await listCheckpoints(folder)).toEqual(epochs.map(checkpointName));
  expect(await readFile(join(workspace, '.mnist', '.gitignore'), 'utf8')).toMatch(/^\*$/m);

  const accuracy = last?.valAccuracy ?? 0;
  await expect.poll(() => statusBarItem(page).textContent(), { timeout }).toBe(`MNIST 20/20 · val ${accuracy.toFixed(3)}`);
  await expect.poll(() => numberOf(page, 'Validation accuracy'), { timeout }).toBe(accuracy.toFixed(4));
  await expect.poll(() => numberOf(page, 'Loss'), { timeout }).toBe(last?.valLoss.toFixed(4));
  await expect.poll(() => statusText(page), { timeout }).toContain('last checkpoint: epoch 20');
  await expect.poll(() => footerText(page), { timeout }).toMatch(/Engine: wasm/);

  await showLog(page);
  const notebookLines = history.slice(1).map(({ valLoss, valAccuracy }, epoch) => `Epoch [${epoch}], val_loss: ${valLoss.toFixed(4)}, val_acc: ${valAccuracy.toFixed(4)}`);
  await expect.poll(async () => (await logLines(page)).filter((line) => line.startsWith('Epoch [')), { timeout }).toEqual(notebookLines);
});

scenario('the button of the empty view trains, and the terminal program finds the same accuracy in the checkpoint', async ({ page, workspace }) => {
  await openView(page);
  await press(page, 'Train');
  await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');
  const [folder = ''] = await listRunFolders(workspace);
  const last = (await readHistory(folder)).at(-1);
  const summary = await evaluateInTerminal(checkpointFile(folder, 'epoch-0020'), 'validation');
  expect(summary.n).toBe(10_000);
  expect(summary.accuracy).toBe(last?.valAccuracy);
});
