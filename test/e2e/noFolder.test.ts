import { expect } from 'vitest';
import { scenario } from './scenario';
import { openView, runCommand, viewRows } from './workbench';

scenario(
  'without a folder it trains all the same, and says where the run is',
  async ({ page }) => {
    await openView(page);
    await runCommand(page, 'MNIST: Train');
    await expect.poll(() => viewRows(page), { timeout: 30_000 }).toContainEqual(['Finished', '20 of 20 epochs']);
    expect(await page.locator('.part.sidebar .message').textContent()).toMatch(/^No folder is open: runs are saved in \/.*mnist-lab\.mnist-lab/);
  },
  { withoutFolder: true },
);
