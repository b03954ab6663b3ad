import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseCheckpoint } from '../../src/core/formats/checkpoint';
import { checkpointFile, listRunFolders, readRun } from './runFolder';
import { answer, chooseFromMenu, readRuns } from './runsView';
import { scenario } from './scenario';
import { openView, statusTitle } from './trainView';
import { quickInputBox, runCommand, toasts } from './workbench';

const timeout = 30_000;
const size = { width: 1440, height: 1000 };

scenario(
  'a model is exported for PyTorch, and the file is imported again as a run of its own',
  async ({ page, probe, workspace }) => {
    await openView(page);
    await probe.executeCommand('mnist.train');
    await runCommand(page, 'MNIST: Export Model...');
    await answer(page, 'Export Model: epoch 20', 'PyTorch');
    const file = join(workspace, 'taken along.pth');
    await expect.poll(() => quickInputBox(page).inputValue(), { timeout }).toContain('softmax-epoch-20.pth');
    await answer(page, 'Export Model', file);
    await toasts(page).getByText('Exported epoch 20 to taken along.pth.').waitFor();

    await runCommand(page, 'MNIST: Import Weights...');
    await expect.poll(() => quickInputBox(page).inputValue(), { timeout }).toContain(workspace);
    await answer(page, 'Import Weights', file);
    await expect.poll(async () => (await readRuns(page))[0], { timeout }).toMatch(/^taken along\.pth · 0\.8\d{3} · imported$/);
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Imported weights');
    const [trained = '', imported = ''] = await listRunFolders(workspace);
    expect((await readRun(imported)).parent).toEqual({ checkpoint: 'taken along' });
    expect(await stateDictOf(imported, 'epoch-0000')).toEqual(await stateDictOf(trained, 'epoch-0020'));
  },
  { size },
);

scenario(
  'a configuration is copied from a run, and is what the next run does',
  async ({ page, probe, workspace }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await openView(page);
    await probe.changeSetting('mnist.seed', 7);
    await probe.executeCommand('mnist.train');
    await probe.changeSetting('mnist.seed', 1);
    await chooseFromMenu(page, /^softmax-notebook/, 'Copy Configuration');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout }).toContain('"seed": 7');
    await runCommand(page, 'MNIST: Set Configuration from Clipboard');
    await toasts(page).getByText('The next run will be: softmax, SGD 0.001, batch 128, 20 epochs, seed 7.').waitFor();
    await toasts(page).getByRole('button', { name: 'Train' }).click();
    await expect.poll(async () => (await readRuns(page)).length, { timeout }).toBe(2);
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');
    const [first = '', second = ''] = await listRunFolders(workspace);
    expect((await readRun(second)).configuration).toEqual((await readRun(first)).configuration);
  },
  { size },
);

async function stateDictOf(runFolder: string, checkpoint: string) {
  return parseCheckpoint(await readFile(checkpointFile(runFolder, checkpoint)), checkpoint).stateDict;
}
