import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderToDelete, renameRun, starRun } from '../../src/host/runEdits';
import { findRun } from '../../src/host/runStore';
import { RunLock } from '../../src/node/runLock';
import { writeRun } from './storedRuns';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-edits-'));
  writeRun(folder, 'a');
});
afterEach(() => rmSync(folder, { recursive: true }));

const marks = async () => (await findRun(folder, 'a')).marks;

it('has no title and no star at first', async () => {
  expect(await marks()).toEqual({ starred: false });
});

it('keeps title and star, and leaves run.json alone', async () => {
  const before = readFileSync(join(folder, 'a', 'run.json'));
  await renameRun(folder, 'a', '  my first  ');
  await starRun(folder, 'a', true);
  expect(await marks()).toEqual({ title: 'my first', starred: true });
  expect(readFileSync(join(folder, 'a', 'run.json'))).toEqual(before);
});

it('takes the title away again', async () => {
  await renameRun(folder, 'a', 'x');
  await renameRun(folder, 'a', ' ');
  expect(await marks()).toEqual({ starred: false });
});

it('refuses a title that is too long', async () => {
  await expect(renameRun(folder, 'a', 'x'.repeat(201))).rejects.toThrow('The title of a run: title must have at most 200 characters');
});

describe('deleting', () => {
  it('is of the run\'s own folder', async () => {
    expect(await folderToDelete(folder, 'a')).toBe(join(folder, 'a'));
  });

  it('is possible for a folder that cannot be opened', async () => {
    mkdirSync(join(folder, 'broken'));
    expect(await folderToDelete(folder, 'broken')).toBe(join(folder, 'broken'));
  });

  it.each(['../a', '..', '', 'none'])('refuses %j', async (id) => {
    await expect(folderToDelete(folder, id)).rejects.toThrow(`There is no run "${id}"`);
  });

  it('is refused while the run is trained', async () => {
    const lock = await RunLock.acquire(join(folder, 'a'));
    await expect(folderToDelete(folder, 'a')).rejects.toThrow('This run is being trained, here or in another window or terminal. Stop it first, then delete it.');
    await lock.release();
    expect(existsSync(join(folder, 'a', 'lock'))).toBe(false);
  });
});
