import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { startAndFreeze } from './frozenRun';
import { listRunFolders } from './runFolder';
import { answer, chooseFromMenu, emptyText, readRuns, renameByKey, runsRow, runsView } from './runsView';
import { scenario } from './scenario';
import { switchTheme, themes } from './theme';
import { openView, statusTitle } from './trainView';
import { labFrame } from './webviews';
import { quickInputBox, runCommand, toasts } from './workbench';

const timeout = 30_000;
const size = { width: 1440, height: 1000 };

scenario(
  'the runs are listed with status and best accuracy, and a click shows a checkpoint in the lab',
  async (editor) => {
    const { page, probe } = editor;
    await openView(page);
    await expect.poll(() => emptyText(page), { timeout }).toContain('No runs yet.');
    const run = await startAndFreeze(editor, 2);
    await expect.poll(() => readRuns(page), { timeout }).toEqual([expect.stringMatching(/^softmax-notebook · 0\.\d{4} · \d\/20 · \d+ \w{3} /)]);
    await runsRow(page, /training, epoch/).locator('.monaco-tl-twistie').click();
    await expect.poll(async () => (await readRuns(page)).at(-1), { timeout }).toMatch(/^untrained · 0\.\d{4}$/);
    run.thaw();
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');
    await expect.poll(async () => (await readRuns(page)).slice(0, 3), { timeout }).toEqual([
      expect.stringMatching(/^softmax-notebook · 0\.8\d{3} · 20\/20 · /),
      expect.stringMatching(/^best and last · epoch 20 · 0\.8\d{3}$/),
      expect.stringMatching(/^epoch 19 · 0\.8\d{3}$/),
    ]);
    await runsRow(page, /^checkpoint, epoch 18,/).click();
    const picker = (await labFrame(page)).locator('mnist-weights-picker vscode-single-select.checkpoint');
    await expect.poll(() => picker.evaluate((select) => ('value' in select ? select.value : undefined)), { timeout }).toBe('epoch-0018');

    await probe.executeCommand('mnist.train');
    for (const theme of themes) {
      await switchTheme(editor, theme);
      await page.screenshot({ path: join(inject('output'), 'screenshots', `runs ${theme}.png`.toLowerCase().replaceAll(' ', '-')), animations: 'disabled' });
    }
  },
  { size },
);

scenario(
  'a run is renamed, starred, found by a filter, and deleted with one question',
  async (editor) => {
    const { page, probe, workspace } = editor;
    await openView(page);
    await probe.executeCommand('mnist.train');
    await probe.executeCommand('mnist.train');
    await expect.poll(async () => (await readRuns(page)).length, { timeout }).toBe(2);

    await runsView(page).locator('[data-index="0"]').click();
    await labFrame(page);
    await renameByKey(page);
    await answer(page, 'Rename Run', 'Newest');
    await expect.poll(async () => (await readRuns(page))[0], { timeout }).toMatch(/^Newest · 0\.8\d{3} · 20\/20/);
    await chooseFromMenu(page, /^softmax-notebook/, 'Star');
    await expect.poll(async () => (await readRuns(page)).map((row) => /^(\w+).*?(★?)/.exec(row)?.[1]), { timeout }).toEqual(['softmax', 'Newest']);
    expect((await readRuns(page))[0]).toMatch(/★ 0\.8\d{3} · 20\/20/);

    await runCommand(page, 'MNIST: Filter Runs...');
    await quickInputBox(page).fill('starred finished');
    await expect.poll(async () => (await readRuns(page)).length, { timeout }).toBe(1);
    await quickInputBox(page).fill('nothing like it');
    await expect.poll(() => runsView(page).innerText(), { timeout }).toContain('None of 2 runs has "nothing like it"');
    await quickInputBox(page).fill('newest');
    await page.keyboard.press('Enter');
    await expect.poll(() => readRuns(page), { timeout }).toEqual([expect.stringMatching(/^Newest/)]);
    await runCommand(page, 'MNIST: Clear Filter of Runs');
    await expect.poll(async () => (await readRuns(page)).length, { timeout }).toBe(2);

    const [, newest = ''] = await listRunFolders(workspace);
    await chooseFromMenu(page, /^Newest/, 'Delete...');
    await toasts(page).getByText(/^Delete the run "Newest" \([\d.]+ [kM]B\) with all checkpoints\?$/).waitFor();
    await toasts(page).getByRole('button', { name: 'Move to Trash' }).click();
    // A browser's VS Code has no trash: it says so, and asks again.
    const forGood = toasts(page).getByRole('button', { name: 'Delete Permanently' });
    await expect.poll(async () => (await forGood.count()) > 0 || !existsSync(newest), { timeout }).toBe(true);
    if (existsSync(newest)) await forGood.click();
    await expect.poll(() => readRuns(page), { timeout }).toEqual([expect.stringMatching(/^softmax-notebook/)]);
    expect(existsSync(newest)).toBe(false);
  },
  { size },
);
