import { expect } from 'vitest';
import { listRunFolders, readRun } from './runFolder';
import { scenario } from './scenario';
import { openView, statusText, statusTitle } from './trainView';
import { isOffered, runCommand } from './workbench';

const timeout = 30_000;

scenario(
  'a watched run is paused, goes on batch by batch, and stops',
  async ({ page, workspace }) => {
    await openView(page);
    await runCommand(page, 'MNIST: Train');
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Epoch 2 of 20');
    expect(await isOffered(page, 'MNIST: Step One Batch')).toBe(false);
    await runCommand(page, 'MNIST: Pause');
    const paused = /^Paused in epoch (\d+) of 20 saved batch (\d+) of 391$/;
    await expect.poll(() => statusText(page), { timeout }).toMatch(paused);

    const [, epoch = '', batch = ''] = paused.exec(await statusText(page)) ?? [];
    const [folder = ''] = await listRunFolders(workspace);
    expect((await readRun(folder)).last).toMatchObject({ epoch: Number(epoch) - 1, step: Number(batch) });
    await runCommand(page, 'MNIST: Step One Batch');
    await expect.poll(() => statusText(page), { timeout }).toBe(`Paused in epoch ${epoch} of 20 saved batch ${Number(batch) + 1} of 391`);

    await runCommand(page, 'MNIST: Resume');
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Epoch \d+ of 20$/);
    await runCommand(page, 'MNIST: Stop');
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Stopped in epoch/);
  },
  { settings: { 'mnist.pace': 'watch' } },
);
