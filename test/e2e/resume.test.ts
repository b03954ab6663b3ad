import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { parseCheckpoint } from '../../src/core/formats/checkpoint';
import { formatRunFile } from '../../src/core/formats/runFile';
import { startAndFreeze } from './frozenRun';
import { checkpointFile, listRunFolders, readHistory, readRun } from './runFolder';
import { answer, readRuns, runsRow } from './runsView';
import { scenario } from './scenario';
import { openView, press, statusText, statusTitle } from './trainView';
import { isOffered, runCommand, toasts } from './workbench';

const timeout = 60_000;
const size = { width: 1440, height: 1000 };

scenario(
  'a run whose VS Code and trainer are killed in the middle of an epoch is resumed, and ends with the same weights as one that nobody killed',
  async (editor) => {
    const { probe, workspace } = editor;
    await openView(editor.page);
    const run = await startAndFreeze(editor, 3);
    process.kill(run.trainerPid, 'SIGKILL');
    await editor.crash();

    const { page } = editor;
    await openView(page);
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Interrupted in epoch \d of 20$/);
    await expect.poll(() => statusText(page), { timeout }).toMatch(/Resume goes on from epoch \d\./);
    await expect.poll(() => readRuns(page), { timeout }).toEqual([expect.stringMatching(/^softmax-notebook · 0\.\d{4} · interrupted \d\/20 · /)]);
    await press(page, 'Resume');
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');

    await probe.executeCommand('mnist.train');
    const [resumed = '', whole = ''] = await listRunFolders(workspace);
    expect(await stateDictOf(resumed, 'epoch-0020')).toEqual(await stateDictOf(whole, 'epoch-0020'));
    expect((await readHistory(resumed)).map(({ valLoss }) => valLoss)).toEqual((await readHistory(whole)).map(({ valLoss }) => valLoss));
    expect((await readRun(resumed)).resumed).toMatchObject([{ exact: true }]);
  },
  { size },
);

scenario(
  'a finished run is trained more as another round; from an earlier checkpoint a new run begins',
  async ({ page, probe, workspace }) => {
    await openView(page);
    await probe.executeCommand('mnist.train');
    expect(await isOffered(page, 'MNIST: Resume')).toBe(false);
    await press(page, 'Train More');
    await answer(page, 'Train More (1/2)', '1');
    await answer(page, 'Train More (2/2)', '0.01');
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 21 of 21');
    const [first = ''] = await listRunFolders(workspace);
    const { id, configuration } = await readRun(first);
    expect(configuration).toMatchObject({ rounds: [5, 5, 5, 5, 1], interventions: [{ step: 20 * 391, field: 'learningRate', value: 0.01 }] });

    await runsRow(page, /finished, epoch 21 of 21/).locator('.monaco-tl-twistie').click();
    await runsRow(page, /^checkpoint, epoch 18,/).click();
    await runCommand(page, 'MNIST: Train More...');
    await answer(page, 'Train More (1/2)', '2');
    await answer(page, 'Train More (2/2)', '0.001');
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 2 of 2');
    const [, second = ''] = await listRunFolders(workspace);
    expect((await readRun(second)).parent).toEqual({ run: id, checkpoint: 'epoch-0018' });
  },
  { size },
);

scenario(
  'a run whose engine computes other bits here is resumed only where one says so, and its file tells of it',
  async (editor) => {
    const { page } = editor;
    await openView(page);
    const run = await startAndFreeze(editor);
    await runCommand(page, 'MNIST: Stop');
    run.thaw();
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Stopped in epoch/);
    const stored = await readRun(run.folder);
    await writeFile(join(run.folder, 'run.json'), formatRunFile({ ...stored, engine: { ...stored.engine, probe: 'other' } }));
    await press(page, 'Resume');
    await toasts(page).getByText('computes other bits on this processor').waitFor();
    await toasts(page).getByRole('button', { name: 'Resume Inexactly' }).click();
    await expect.poll(() => statusTitle(page), { timeout }).toBe('Finished 20 of 20');
    expect((await readRun(run.folder)).resumed).toMatchObject([{ exact: false }]);
  },
  { size },
);

scenario(
  'a run that the terminal trains is shown as such, and can be resumed when it has stopped there',
  async ({ page, workspace }) => {
    await openView(page);
    // Of softmax regression 2000 epochs could end, and do fill the folder, before a busy VS Code has looked.
    const slowRun = ['train', '--engine', 'wasm', '--model', 'mlp', '--epochs', '2000'];
    const terminal = spawn(process.execPath, [join(inject('root'), 'dist', 'cli.js'), ...slowRun], { cwd: workspace, stdio: 'ignore' });
    try {
      await expect.poll(() => readRuns(page), { timeout }).toEqual([expect.stringContaining('· training in another window ·')]);
      await runsRow(page, /training in another window/).click();
      await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Training in another window, epoch \d+ of 2000$/);
      expect(await isOffered(page, 'MNIST: Resume')).toBe(false);
    } finally {
      terminal.kill('SIGINT');
    }
    await expect.poll(() => readRuns(page), { timeout }).toEqual([expect.stringContaining('· stopped ')]);
    await expect.poll(() => statusTitle(page), { timeout }).toMatch(/^Stopped in epoch \d+ of 2000$/);
    expect(await isOffered(page, 'MNIST: Resume')).toBe(true);
  },
  { size },
);

async function stateDictOf(runFolder: string, checkpoint: string) {
  return parseCheckpoint(await readFile(checkpointFile(runFolder, checkpoint)), checkpoint).stateDict;
}
