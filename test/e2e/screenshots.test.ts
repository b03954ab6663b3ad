import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { startAndFreeze } from './frozenRun';
import { scenario } from './scenario';
import { openView, statusBarItem, viewRows, welcome } from './workbench';

const themes = ['Dark Modern', 'Light Modern', 'Default High Contrast', 'Default High Contrast Light'];

for (const theme of themes) {
  scenario(
    `pictures of the view and the status bar in ${theme}`,
    async (editor) => {
      const { page } = editor;
      const take = (moment: string) => page.screenshot({ path: join(inject('output'), 'screenshots', `${theme.toLowerCase().replaceAll(' ', '-')}-${moment}.png`), animations: 'disabled' });
      await openView(page);
      await welcome(page).getByRole('button', { name: 'Train' }).waitFor();
      await take('empty');

      const run = await startAndFreeze(editor);
      await expect.poll(() => viewRows(page)).toContainEqual(['Training', expect.stringMatching(/^epoch \d+ of 20/)]);
      await take('training');

      run.thaw();
      await expect.poll(() => viewRows(page), { timeout: 30_000 }).toContainEqual(['Finished', '20 of 20 epochs']);
      await expect.poll(() => statusBarItem(page).textContent()).toMatch(/^MNIST 20\/20/);
      await take('finished');
      expect(await page.locator('body .monaco-workbench').getAttribute('class')).toContain(theme.includes('Light') ? (theme.includes('Contrast') ? 'hc-light' : 'vs') : theme.includes('Contrast') ? 'hc-black' : 'vs-dark');
    },
    { settings: { 'workbench.colorTheme': theme } },
  );
}
