import { expect } from 'vitest';
import { startAndFreeze } from './frozenRun';
import { checkpointFile, checkpointName, listCheckpoints, readHistory } from './runFolder';
import { scenario } from './scenario';
import { evaluateInTerminal } from './terminal';
import { waitForExit } from './trainerProcess';
import { openView, statusTitle } from './trainView';

const timeout = 30_000;

scenario('closing the window in the middle of a run leaves a checkpoint no older than one epoch', async (editor) => {
  const hostPid = await editor.probe.pid();
  const run = await startAndFreeze(editor);
  await editor.page.close();
  await waitForExit(hostPid);
  run.thaw();
  await waitForExit(run.trainerPid);

  const done = (await readHistory(run.folder)).at(-1)?.epoch ?? 0;
  const newest = (await listCheckpoints(run.folder)).at(-1) ?? '';
  expect(done).toBeGreaterThan(0);
  expect(newest.startsWith(checkpointName(done))).toBe(true);
  expect((await evaluateInTerminal(checkpointFile(run.folder, newest), 'validation')).n).toBe(10_000);

  await editor.reopen();
  await openView(editor.page);
  await expect.poll(() => statusTitle(editor.page), { timeout }).toBe(`Interrupted in epoch ${done + 1} of 20`);
});
