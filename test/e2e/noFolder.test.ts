import { expect } from 'vitest';
import { scenario } from './scenario';
import { footerText, openView, statusTitle } from './trainView';
import { runCommand } from './workbench';

scenario(
  'without a folder it trains all the same, and says where the run is',
  async ({ page }) => {
    await openView(page);
    await runCommand(page, 'MNIST: Train');
    await expect.poll(() => statusTitle(page), { timeout: 30_000 }).toBe('Finished 20 of 20');
    await expect.poll(() => footerText(page), { timeout: 30_000 }).toMatch(/No folder is open: runs are saved in \/.*mnist-lab\.mnist-lab/);
  },
  { withoutFolder: true },
);
