import { expect } from 'vitest';
import { startAndKill } from './frozenRun';
import { listRunFolders, readRun } from './runFolder';
import { scenario } from './scenario';
import { openView, statusText, statusTitle } from './trainView';
import { logLines, notifications, runCommand, toasts } from './workbench';

const timeout = 30_000;
const death = /^The trainer process ended in epoch \d+: it was ended by SIGKILL\. Its checkpoint of epoch \d+ is kept\.$/;

scenario('a trainer that dies is reported once, and Resume goes on with its run', async (editor) => {
  const { page, workspace } = editor;
  await openView(page);
  await startAndKill(editor);
  await toasts(page).getByText(death).waitFor();
  await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Interrupted in epoch \d+ of 20$/);
  await expect.poll(() => statusText(page), { timeout }).toContain('it was ended by SIGKILL');
  await toasts(page).getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');
  const folders = await listRunFolders(workspace);
  expect(folders).toHaveLength(1);
  expect((await readRun(folders[0] ?? '')).status).toBe('finished');
});

scenario('Show Log shows why a trainer died, and nothing is reported twice', async (editor) => {
  const { page } = editor;
  await openView(page);
  await startAndKill(editor);
  await toasts(page).getByText(death).waitFor();
  await runCommand(page, 'Notifications: Show Notifications');
  // On a slow machine VS Code has one of its own there.
  expect(await notifications(page).filter({ hasNotText: 'Activating Extensions' }).count()).toBe(1);
  await notifications(page).getByRole('button', { name: 'Show Log' }).click();
  await page.locator('.part.panel .view-line').first().waitFor();
  await expect.poll(async () => (await logLines(page)).filter((line) => death.test(line)).length, { timeout }).toBe(1);
});
