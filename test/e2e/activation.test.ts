import { readdir } from 'node:fs/promises';
import { expect } from 'vitest';
import { scenario } from './scenario';
import { findTrainers } from './trainerProcess';
import { openView, showLog, statusBarItem, welcome } from './workbench';

const id = 'mnist-lab.mnist-lab';

scenario('the extension is not active before it is used', async ({ probe, page }) => {
  expect(await probe.activeExtensions()).not.toContain(id);
  await showLog(page);
  expect(await probe.activeExtensions()).toContain(id);
});

scenario('the view is the start: what there is to do, and no process yet', async ({ probe, page, workspace }) => {
  await openView(page);
  await welcome(page).getByRole('button', { name: 'Train' }).waitFor();
  expect(await welcome(page).textContent()).toContain('60,000 images are ready');
  expect(await findTrainers(await probe.pid())).toEqual([]);
  expect(await statusBarItem(page).count()).toBe(0);
  expect(await readdir(workspace)).toEqual([]);
});
