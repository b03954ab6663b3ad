import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
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

test("the extension's own bundle has no engine in it", async () => {
  const dist = join(await installedFolder(), 'dist');
  const engine = /WebAssembly\.(Module|Instance|instantiate|validate)|SavedModel/;
  expect(await readFile(join(dist, 'extension.js'), 'utf8')).not.toMatch(engine);
  expect(await readFile(join(dist, 'trainer.js'), 'utf8')).toMatch(engine);
});

async function installedFolder(): Promise<string> {
  const names = await readdir(inject('extensionsFolder'));
  const name = names.find((each) => each.startsWith(`${id}-`));
  if (name === undefined) throw new Error(`${id} is not installed.`);
  return join(inject('extensionsFolder'), name);
}
