import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { startAndFreeze } from './frozenRun';
import { scenario } from './scenario';
import { logLines, openView, showLog, statusBarItem, viewRows, welcome } from './workbench';

/** Each kind of theme and the class by which the workbench shows it. */
const themes = { 'Dark Modern': 'vs-dark', 'Light Modern': 'vs', 'Default High Contrast': 'hc-black', 'Default High Contrast Light': 'hc-light' };

for (const [theme, workbenchClass] of Object.entries(themes)) {
  scenario(
    `pictures of the view and the status bar in ${theme}`,
    async (editor) => {
      const { page } = editor;
      const take = (moment: string) => page.screenshot({ path: join(inject('output'), 'screenshots', `${theme.toLowerCase().replaceAll(' ', '-')}-${moment}.png`), animations: 'disabled' });
      await openView(page);
      await welcome(page).getByRole('button', { name: 'Train' }).waitFor();
      expect(await page.locator('.monaco-workbench').getAttribute('class')).toMatch(new RegExp(`(^| )${workbenchClass}( |$)`));
      await take('empty');

      const run = await startAndFreeze(editor, 7);
      await expect.poll(() => statusBarItem(page).textContent()).toMatch(/MNIST ([789]|1\d)\/20 · val 0\.8\d\d$/);
      await expect.poll(() => viewRows(page)).toContainEqual(['Training', expect.stringMatching(/^epoch ([89]|1\d) of 20/)]);
      await take('training');

      run.thaw();
      await expect.poll(() => viewRows(page), { timeout: 30_000 }).toContainEqual(['Finished', '20 of 20 epochs']);
      await expect.poll(() => statusBarItem(page).textContent()).toMatch(/^MNIST 20\/20/);
      await take('finished');

      await showLog(page);
      await expect.poll(async () => (await logLines(page)).some((line) => line.startsWith('Epoch [19]'))).toBe(true);
      await take('log');
    },
    { settings: { 'workbench.colorTheme': theme, 'workbench.panel.opensMaximized': 'never' } },
  );
}
