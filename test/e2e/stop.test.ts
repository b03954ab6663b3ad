import { expect } from 'vitest';
import { startAndFreeze } from './frozenRun';
import { checkpointFile, listCheckpoints, readHistory, readRun } from './runFolder';
import { scenario } from './scenario';
import { evaluateInTerminal } from './terminal';
import { openView, statusTitle } from './trainView';
import { isOffered, runCommand, statusBarItem, toasts } from './workbench';

const timeout = 30_000;

scenario('Stop ends a run and keeps what it has learnt', async (editor) => {
  const { page } = editor;
  await openView(page);
  const run = await startAndFreeze(editor);
  await runCommand(page, 'MNIST: Stop');
  run.thaw();
  await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Stopped in epoch \d+ of 20$/);

  const { status, last } = await readRun(run.folder);
  const done = (await readHistory(run.folder)).at(-1)?.epoch ?? 0;
  expect(status).toBe('stopped');
  expect(done).toBeLessThan(20);
  expect(last?.epoch).toBe(done);
  expect(await listCheckpoints(run.folder)).toContain(last?.name);
  expect((await evaluateInTerminal(checkpointFile(run.folder, last?.name ?? ''), 'validation')).n).toBe(10_000);
  await expect.poll(() => statusBarItem(page).textContent()).toMatch(new RegExp(`^MNIST ${done}/20 · val 0\\.\\d{3}$`));
  expect(await toasts(page).count()).toBe(0);
  expect(await isOffered(page, 'MNIST: Stop')).toBe(false);
});

scenario('a second Train while one runs says so', async (editor) => {
  const { page, probe } = editor;
  await openView(page);
  const run = await startAndFreeze(editor);
  expect(await isOffered(page, 'MNIST: Train')).toBe(false);
  // As a key binding or another extension might: it returns when its notification is gone.
  const second = probe.executeCommand('mnist.train');
  await toasts(page).getByText('A run is going on. Stop it first, or wait for its end.').waitFor();
  expect(await toasts(page).count()).toBe(1);
  await runCommand(page, 'Notifications: Clear All Notifications');
  await second;
  run.thaw();
  await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');
  expect((await readHistory(run.folder)).length).toBe(21);
});
