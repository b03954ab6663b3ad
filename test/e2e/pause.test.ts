import { expect } from 'vitest';
import { listRunFolders, readRun } from './runFolder';
import { scenario } from './scenario';
import { isOffered, openView, runCommand, viewRows } from './workbench';

const timeout = 30_000;

scenario(
  'a watched run is paused, goes on batch by batch, and stops',
  async ({ page, workspace }) => {
    await openView(page);
    await runCommand(page, 'MNIST: Train');
    await expect.poll(async () => (await viewRows(page))[0], { timeout }).toEqual(['Training', expect.stringMatching(/^epoch 2 of 20/)]);
    expect(await isOffered(page, 'MNIST: Step One Batch')).toBe(false);
    await runCommand(page, 'MNIST: Pause');
    const paused = /^epoch (\d+) of 20, batch (\d+) of 391, saved$/;
    await expect.poll(async () => (await viewRows(page))[0], { timeout }).toEqual(['Paused', expect.stringMatching(paused)]);

    const [, epoch = '', batch = ''] = paused.exec((await viewRows(page))[0]?.[1] ?? '') ?? [];
    const [folder = ''] = await listRunFolders(workspace);
    expect((await readRun(folder)).last).toMatchObject({ epoch: Number(epoch) - 1, step: Number(batch) });
    await runCommand(page, 'MNIST: Step One Batch');
    await expect.poll(async () => (await viewRows(page))[0], { timeout }).toEqual(['Paused', `epoch ${epoch} of 20, batch ${Number(batch) + 1} of 391, saved`]);

    await runCommand(page, 'MNIST: Resume');
    await expect.poll(async () => (await viewRows(page))[0]?.[0], { timeout }).toBe('Training');
    await runCommand(page, 'MNIST: Stop');
    await expect.poll(async () => (await viewRows(page))[0]?.[0], { timeout }).toBe('Stopped');
  },
  { settings: { 'mnist.pace': 'watch' } },
);
