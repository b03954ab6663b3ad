import { randomBytes } from 'node:crypto';
import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { UserError } from '../core/userError';
import { explainFileError, isMissing } from './fileError';
import { isRunning, thisProcess } from './processIdentity';
import { readFileWithin } from './readFile';
import { writeFileWhole } from './writeFile';

const heartbeatMs = 10_000;
/** A lock whose owner cannot be looked at is taken for left behind after so long without a heartbeat. */
const silenceMs = 60_000;
const maxLockBytes = 4096;

const ownerSchema = v.object({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  machine: v.string(),
  started: v.string(),
  /** Tells this very lock from all others. It becomes part of a file's name. */
  token: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
});
type Owner = v.InferOutput<typeof ownerSchema>;

interface FoundLock {
  /** Absent where the file is not what a lock holds, perhaps because its owner is just writing it. */
  readonly owner: Owner | undefined;
  readonly heartbeatMs: number;
}

/** Whether a process works on the run in this folder: one that still lives, here or on another machine. */
export async function isRunLocked(folder: string): Promise<boolean> {
  const found = await readLock(lockPath(folder));
  return found !== undefined && isHeld(found);
}

/** The right to write a run's folder, which one process has at a time. It ends with the process, however that ends. */
export class RunLock {
  private readonly heartbeat: NodeJS.Timeout;
  /** Of the file when it was last found to be ours. */
  private stamp: string | undefined;

  private constructor(
    private readonly path: string,
    private readonly token: string,
  ) {
    this.heartbeat = setInterval(() => {
      const now = new Date();
      utimes(path, now, now).catch(() => undefined);
    }, heartbeatMs).unref();
  }

  /** Throws a `UserError` where another process has it, or the folder cannot be written. */
  static async acquire(folder: string): Promise<RunLock> {
    const path = lockPath(folder);
    const token = randomBytes(8).toString('hex');
    try {
      if (await claim(path, JSON.stringify({ ...thisProcess(), token }))) return new RunLock(path, token);
    } catch (error) {
      throw explainFileError(error, 'write', path);
    }
    throw new UserError('run-elsewhere', 'This run is training in another window or terminal. Stop it there first, or wait for its end.');
  }

  /** Throws a `UserError` where another process took the lock over, as it may when this one did not answer for a minute. */
  async check(): Promise<void> {
    // A run checks before every save: as long as it is the same file, unchanged, it need not be read again.
    const stamp = await stampOf(this.path);
    if (stamp === undefined || stamp === this.stamp) return;
    const found = await readLock(this.path);
    if (found && found.owner?.token !== this.token) {
      throw new UserError('run-taken', 'Another window or terminal has taken this run over, so it is not saved here any more. Stop it, and look there.');
    }
    this.stamp = stamp;
  }

  async release(): Promise<void> {
    clearInterval(this.heartbeat);
    const found = await readLock(this.path).catch(() => undefined);
    if (found?.owner?.token === this.token) await rm(this.path, { force: true }).catch(() => undefined);
  }
}

function lockPath(folder: string): string {
  return join(folder, 'lock');
}

/**
 * Makes a lock file, or replaces one whose owner is gone; false where that lives. Of several processes that find the same
 * lock left behind, only the one that gets the lock of that very lock, named by its token, may replace it. It looks
 * again before it does, since another may have done so before that.
 */
async function claim(path: string, content: string): Promise<boolean> {
  if (await createNew(path, content)) return true;
  const found = await readLock(path);
  if (!found) return claim(path, content);
  if (isHeld(found)) return false;
  const replacing = `${path}-${tokenOf(found)}`;
  if (!(await claim(replacing, content))) return false;
  try {
    const again = await readLock(path);
    if (!again || tokenOf(again) !== tokenOf(found)) return await claim(path, content);
    await writeFileWhole(path, content, { sync: false });
    return true;
  } finally {
    await rm(replacing, { force: true });
  }
}

async function createNew(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readLock(path: string): Promise<FoundLock | undefined> {
  try {
    const [bytes, { mtimeMs }] = await Promise.all([readFileWithin(path, maxLockBytes), stat(path)]);
    return { owner: parseOwner(Buffer.from(bytes).toString('utf8')), heartbeatMs: mtimeMs };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What changes with every write of a file, and with every other file in its place; `undefined` where there is none. */
async function stampOf(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    return v.parse(ownerSchema, JSON.parse(text));
  } catch {
    return undefined;
  }
}

function tokenOf({ owner }: FoundLock): string {
  return owner?.token ?? 'unreadable';
}

function isHeld({ owner, heartbeatMs }: FoundLock): boolean {
  const running = owner && isRunning(owner);
  return running ?? Math.abs(Date.now() - heartbeatMs) < silenceMs;
}
