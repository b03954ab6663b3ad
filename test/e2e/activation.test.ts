import { readdir } from 'node:fs/promises';
import { expect } from 'vitest';
import { scenario } from './scenario';
import { findTrainers } from './trainerProcess';
import { button, openView, statusText } from './trainView';
import { runCommand, statusBarItem } from './workbench';

const id = 'mnist-lab.mnist-lab';

scenario('the extension is not active before it is used', async ({ probe, page }) => {
  expect(await probe.activeExtensions()).not.toContain(id);
  await runCommand(page, 'MNIST: Show Log');
  await expect.poll(() => probe.activeExtensions(), { timeout: 30_000 }).toContain(id);
});

scenario('the view is the start: what there is to do, and no process yet', async ({ probe, page, workspace }) => {
  await openView(page);
  await (await button(page, 'Train')).waitFor();
  await expect.poll(() => statusText(page), { timeout: 30_000 }).toMatch(/^Nothing trained yet 60,000 images ready Press Train: /);
  expect(await findTrainers(await probe.pid())).toEqual([]);
  expect(await statusBarItem(page).count()).toBe(0);
  expect(await readdir(workspace)).toEqual([]);
});
