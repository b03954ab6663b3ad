import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent, RunSnapshot } from '../../src/core/run';
import { listWeights, readWholeCheckpoint } from '../../src/trainer/wholeCheckpoint';
import { readLearned } from '../trainer/learned';
import { canMount, mountSmallDisk } from './smallDisk';
import { notebookRequest, openSession, until } from './trainers';

const epochs = 8;

let folder: string;
let open: ReturnType<typeof openSession>;
let events: RunEvent[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-faults-'));
  open = openSession();
  events = [];
  open.session.onChange((_, event) => event && events.push(event));
});
afterEach(() => {
  open.session.dispose();
  rmSync(folder, { recursive: true });
});

let expected: ReturnType<typeof readLearned>;
beforeAll(async () => {
  const runs = mkdtempSync(join(tmpdir(), 'mnist-faults-'));
  const { session } = openSession();
  const through = await session.train(notebookRequest(runs, { epochs }));
  expected = readLearned(through?.folder ?? '');
  session.dispose();
  rmSync(runs, { recursive: true });
}, 60_000);

const unsaved = () => events.flatMap((event) => (event.kind === 'unsaved' ? [event.problem] : []));

/** Begins a run, and lets it go batch by batch or epoch by epoch, so that a fault has its time. */
async function begin(runs: string): Promise<{ ended: Promise<RunSnapshot | undefined>; run: RunSnapshot }> {
  const ended = open.session.train({ ...notebookRequest(runs, { epochs }), pace: 'watch' });
  await until(open.session, ({ run }) => (run?.step ?? 0) > 0);
  await pause();
  const { run } = open.session.snapshot;
  if (!run) throw new Error('there is no run');
  return { ended, run };
}

async function pause(): Promise<void> {
  const paused = until(open.session, ({ run }) => run?.phase === 'paused');
  await open.session.pause();
  await paused;
}

/** Lets the held run go on to the end of so many epochs. */
async function trainEpochs(count: number): Promise<void> {
  await open.session.setPace('full');
  for (let epoch = 0; epoch < count; epoch++) {
    const held = until(open.session, ({ run }) => run?.phase === 'paused');
    await open.session.resume('epoch');
    await until(open.session, ({ run }) => run?.phase === 'training');
    await held;
  }
}

async function checkEveryCheckpoint({ folder: runFolder, run }: RunSnapshot): Promise<void> {
  const checkpoints = join(runFolder, 'checkpoints');
  const names = await listWeights(checkpoints);
  for (const named of names) await readWholeCheckpoint(checkpoints, named, run.configuration.layers);
  expect(readdirSync(checkpoints)).toHaveLength(2 * names.length);
}

describe.skipIf(!canMount())('training goes on, saves again when it can, and shows once', () => {
  it.each([
    ['that the disk is full', { break: 'fill', mend: 'free' } as const, /^Cannot write .*: the disk is full\. Make room or permit writing there, or choose another folder\.$/],
    ['that the folder is read-only', { break: 'lock', mend: 'unlock' } as const, /^Cannot write .*: it lies on a read-only disk\. Make room/],
  ])('%s', async (_, fault, sentence) => {
    const disk = mountSmallDisk(4);
    const actions = { fill: () => disk.fill(), free: () => disk.free(), lock: () => disk.setReadOnly(true), unlock: () => disk.setReadOnly(false) };
    try {
      const { ended, run } = await begin(join(disk.folder, 'runs'));
      actions[fault.break]();
      await trainEpochs(3);
      expect(open.session.snapshot.run).toMatchObject({ epoch: 3, problem: expect.stringMatching(sentence) as string });
      await checkEveryCheckpoint(run);
      actions[fault.mend]();
      await trainEpochs(1);
      expect([unsaved().length, open.session.snapshot.run?.problem]).toEqual([1, undefined]);
      await open.session.resume('end');
      expect((await ended)?.phase).toBe('finished');
      await checkEveryCheckpoint(run);
      expect(readLearned(run.folder)).toEqual(expected);
    } finally {
      disk.unmount();
    }
  });
});

describe('a run whose folder is taken away', () => {
  it('goes on in memory, says so once, and makes nothing there', async () => {
    const { ended, run } = await begin(folder);
    rmSync(run.folder, { recursive: true });
    await trainEpochs(2);
    expect(unsaved()).toEqual([expect.stringMatching(/^Cannot write .*: it does not exist\. Make room or permit writing there, or choose another folder\.$/)]);
    open.session.stop();
    expect(await ended).toMatchObject({ phase: 'stopped', epoch: 2, problem: expect.stringContaining('it does not exist') as string });
    expect(existsSync(run.folder)).toBe(false);
  });

  it('is whole again when it is put back', async () => {
    const { ended, run } = await begin(folder);
    renameSync(run.folder, join(folder, 'away'));
    await trainEpochs(2);
    renameSync(join(folder, 'away'), run.folder);
    await open.session.resume('end');
    expect(await ended).toMatchObject({ phase: 'finished', problem: undefined });
    expect(readLearned(run.folder)).toEqual(expected);
  });

  it('has no history of zeros where only that was taken away', async () => {
    const { ended, run } = await begin(folder);
    rmSync(join(run.folder, 'steps.f32'));
    await trainEpochs(1);
    expect(unsaved()).toEqual([`Cannot write ${join(run.folder, 'steps.f32')}: it does not exist. Make room or permit writing there, or choose another folder.`]);
    open.session.stop();
    await ended;
    expect(readdirSync(run.folder)).not.toContain('steps.f32');
  });
});
