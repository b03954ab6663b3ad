import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRunning, thisProcess } from '../../src/node/processIdentity';
import { isRunLocked, RunLock } from '../../src/node/runLock';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockFile = () => join(folder, 'lock');
const busy = 'This run is training in another window or terminal. Stop it there first, or wait for its end.';
const token = '0123456789abcdef';

/** As a process does that takes the lock over: beside, then renamed. */
function leaveLock(owner: Partial<ReturnType<typeof thisProcess>>): void {
  writeFileSync(`${lockFile()}.new`, JSON.stringify({ ...thisProcess(), token, ...owner }));
  renameSync(`${lockFile()}.new`, lockFile());
}

/** A process that has ended. */
function endedPid(): number {
  return spawnSync('true').pid;
}

describe('a lock', () => {
  it('is had by one at a time, and leaves nothing behind', async () => {
    const lock = await RunLock.acquire(folder);
    await expect(RunLock.acquire(folder)).rejects.toMatchObject({ code: 'run-elsewhere', message: busy });
    expect(await isRunLocked(folder)).toBe(true);
    await lock.release();
    expect([await isRunLocked(folder), readdirSync(folder)]).toEqual([false, []]);
    await (await RunLock.acquire(folder)).release();
  });

  it('is had by exactly one of many who ask at once', async () => {
    for (let round = 0; round < 20; round++) {
      const asked = await Promise.allSettled(Array.from({ length: 8 }, () => RunLock.acquire(folder)));
      const won = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      expect(won).toHaveLength(1);
      await won[0]?.release();
    }
  });

  it('that was left behind is taken over by exactly one of many', async () => {
    const pid = endedPid();
    for (let round = 0; round < 20; round++) {
      leaveLock({ pid });
      const asked = await Promise.allSettled(Array.from({ length: 8 }, () => RunLock.acquire(folder)));
      const won = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      expect(won).toHaveLength(1);
      await won[0]?.check();
      await won[0]?.release();
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  it('that another took over is noticed, and left to that', async () => {
    const lock = await RunLock.acquire(folder);
    await lock.check();
    leaveLock({});
    await expect(lock.check()).rejects.toMatchObject({ code: 'run-taken' });
    await lock.release();
    expect(readFileSync(lockFile(), 'utf8')).toContain(token);
  });

  it('whose file is gone with the folder is no reason to stop', async () => {
    const lock = await RunLock.acquire(folder);
    rmSync(lockFile());
    await lock.check();
    await lock.release();
    expect(existsSync(lockFile())).toBe(false);
  });

  it('cannot be had in a folder that is not there', async () => {
    await expect(RunLock.acquire(join(folder, 'none'))).rejects.toThrow(`Cannot write ${join(folder, 'none', 'lock')}: it does not exist.`);
  });
});

describe('a lock is left behind', () => {
  const twoMinutesAgo = new Date(Date.now() - 120_000);

  it.skipIf(process.platform !== 'linux')('when its process has ended', async () => {
    leaveLock({ pid: endedPid() });
    expect(await isRunLocked(folder)).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')('when its process number belongs to a later process', async () => {
    leaveLock({ started: '1' });
    expect(await isRunLocked(folder)).toBe(false);
  });

  it('when its machine has been silent for a minute, not before', async () => {
    leaveLock({ machine: 'another' });
    expect(await isRunLocked(folder)).toBe(true);
    utimesSync(lockFile(), twoMinutesAgo, twoMinutesAgo);
    expect(await isRunLocked(folder)).toBe(false);
  });

  it.each(['', '{"pid": 1', '{"pid": 1, "machine": "m", "started": "s", "token": "../../x"}'])('when it is not what a lock holds, %j, for a minute', async (content) => {
    writeFileSync(lockFile(), content);
    expect(await isRunLocked(folder)).toBe(true);
    utimesSync(lockFile(), twoMinutesAgo, twoMinutesAgo);
    const lock = await RunLock.acquire(folder);
    await lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('a process', () => {
  it('runs, if it is this one', () => {
    expect(isRunning(thisProcess())).toBe(true);
  });

  it('that has ended but was not waited for does not run', async () => {
    // The shell becomes a program that never waits for the child it began, before that ends: the shell itself would have waited.
    const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const pid = Number(await new Promise<string>((resolve) => parent.stdout.once('data', (text: Buffer) => resolve(text.toString()))));
      const fields = () => readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /, '').split(' ');
      await expect.poll(() => fields()[0]).toBe('Z');
      expect(isRunning({ ...thisProcess(), pid, started: fields()[19] ?? '' })).toBe(false);
    } finally {
      parent.kill('SIGKILL');
    }
  });
});
