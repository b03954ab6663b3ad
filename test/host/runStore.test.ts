import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatRunFile } from '../../src/core/formats/runFile';
import { findRun, listRuns, prepareLabFolder, readRun, readRunSnapshot, readSteps } from '../../src/host/runStore';
import { RunLock } from '../../src/node/runLock';
import { checkpointOf, run, writeRun } from './storedRuns';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps runs out of git, and says how to commit them', async () => {
  await prepareLabFolder(folder);
  const lines = readFileSync(join(folder, '.gitignore'), 'utf8').trim().split('\n');
  expect(lines.at(-1)).toBe('*');
  expect(lines.join(' ')).toContain('To commit them after all, delete the line below');
});

it('leaves a .gitignore that is there', async () => {
  writeFileSync(join(folder, '.gitignore'), '# mine\n');
  await prepareLabFolder(folder);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('# mine\n');
});

it('lists runs, newest first', async () => {
  writeRun(folder, '2026-11-23-143207-softmax-notebook');
  writeRun(folder, '2026-11-24-080000-softmax-notebook');
  writeRun(folder, '2026-11-23-143207-softmax-notebook-2');
  expect((await listRuns(folder)).runs.map(({ run }) => run.id)).toEqual([
    '2026-11-24-080000-softmax-notebook',
    '2026-11-23-143207-softmax-notebook-2',
    '2026-11-23-143207-softmax-notebook',
  ]);
});

it('has no runs where there is no folder', async () => {
  expect(await listRuns(join(folder, 'none'))).toEqual({ runs: [], broken: [] });
});

it('takes a run that says it is training, without a trainer, for interrupted', async () => {
  writeRun(folder, 'a', { status: 'training' });
  const [stored] = (await listRuns(folder)).runs;
  expect(stored && (await readRunSnapshot(stored)).phase).toBe('interrupted');
});

describe('a folder that is no run', () => {
  const bad = () => join(folder, 'bad');
  const linkInside = (name: string, target: string) => {
    mkdirSync(bad());
    symlinkSync(target, join(bad(), name));
  };

  it.each([
    ['no run.json', undefined, 'bad has no run.json: its trainer ended before it had saved anything. Delete the folder.'],
    ['a run.json cut short', '{"version": 1, "id"', 'is not JSON'],
    ['another version', JSON.stringify({ version: 0 }), 'version must be 1, the version this program reads, but is 0.'],
    ['a newer version', JSON.stringify({ version: 2 }), 'run.json was written by a newer version of MNIST Lab. Update MNIST Lab to open this run.'],
    ['a checkpoint whose name leads elsewhere', formatRunFile({ ...run, last: { ...checkpointOf(1, 0.5), name: '../../etc/passwd' } }), 'last.name must be the name of a checkpoint, but is "../../etc/passwd".'],
    ['another name than its run', formatRunFile(run), 'bad holds the run a. Give the folder that name again.'],
  ])('is listed with its problem where it has %s', async (_, content, sentence) => {
    writeRun(folder, 'good');
    mkdirSync(bad());
    if (content !== undefined) writeFileSync(join(bad(), 'run.json'), content);
    const { runs, broken } = await listRuns(folder);
    expect(runs.map((stored) => stored.run.id)).toEqual(['good']);
    expect(broken.map((each) => each.folder)).toEqual([bad()]);
    expect(broken[0]?.problem).toContain(sentence);
  });

  it.each([
    ['is a link itself', () => symlinkSync(join(folder, 'a'), bad())],
    ['has checkpoints that are a link', () => linkInside('checkpoints', tmpdir())],
    ['has a history that is a link', () => linkInside('history.jsonl', '/etc/hostname')],
  ])('is listed with its problem where it %s', async (_, make) => {
    make();
    const { broken } = await listRuns(folder);
    expect(broken.map(({ problem }) => problem.replace(/^.*bad/, 'bad'))).toEqual([expect.stringMatching(/^bad.* is a link to elsewhere\. Put the files themselves in its place\.$/)]);
  });

  it('is not listed while its trainer is just making it', async () => {
    mkdirSync(bad());
    const lock = await RunLock.acquire(bad());
    expect(await listRuns(folder)).toEqual({ runs: [], broken: [] });
    await lock.release();
  });
});

it('takes a run that another process works on for one that trains elsewhere', async () => {
  writeRun(folder, 'a', { status: 'training' });
  const lock = await RunLock.acquire(join(folder, 'a'));
  expect((await readRunSnapshot(await readRun(join(folder, 'a')))).phase).toBe('elsewhere');
  await lock.release();
});

describe('a snapshot', () => {
  async function snapshot() {
    return readRunSnapshot(await readRun(join(folder, 'a')));
  }

  it('has the checkpoints that are there, oldest first, with what is known of them', async () => {
    const checkpoints = ['epoch-0002.safetensors', 'epoch-0000.safetensors', 'epoch-0000.resume.safetensors', 'epoch-0001-step-0007.safetensors', 'notes.txt'];
    writeRun(folder, 'a', {}, { accuracies: [0.1, 0.5, 0.6], checkpoints });
    expect((await snapshot()).checkpoints).toEqual([
      { name: 'epoch-0000', epoch: 0, step: 0, valAccuracy: 0.1 },
      { name: 'epoch-0001-step-0007', epoch: 1, step: 7, valAccuracy: null },
      { name: 'epoch-0002', epoch: 2, step: 0, valAccuracy: 0.6 },
    ]);
  });

  it('has no history where the run ended before its first epoch', async () => {
    writeRun(folder, 'a', { status: 'training' });
    rmSync(join(folder, 'a', 'history.jsonl'));
    expect((await snapshot()).history).toEqual([]);
  });

  it('has neither a best nor a last checkpoint whose file is gone', async () => {
    writeRun(folder, 'a', { best: checkpointOf(2, 0.6), last: checkpointOf(2, 0.6) }, { accuracies: [0.1, 0.5, 0.6], checkpoints: ['epoch-0001.safetensors'] });
    const { best, last } = await snapshot();
    expect([best, last]).toEqual([undefined, checkpointOf(1, 0.5)]);
  });
});

describe('steps', () => {
  it('are none where the file is missing', async () => {
    writeRun(folder, 'a');
    expect((await readSteps(join(folder, 'a'), run.configuration)).length).toBe(0);
  });

  it('are read with the rows of their batches', async () => {
    writeRun(folder, 'a');
    // Loss 2 and 32 of 128 correct, as little-endian floats: 2 is 0x40000000, 32 is 0x42000000 (IEEE 754 single).
    writeFileSync(join(folder, 'a', 'steps.f32'), Uint8Array.of(0, 0, 0, 0x40, 0, 0, 0, 0x42));
    const { losses, accuracies } = (await readSteps(join(folder, 'a'), run.configuration)).since(0);
    expect([...losses, ...accuracies]).toEqual([2, 0.25]);
  });
});

it.each(['b', '../runs/a', '..', ''])('finds no run %j', async (id) => {
  writeRun(folder, 'a');
  await expect(findRun(folder, id)).rejects.toThrow(`There is no run "${id}" in ${folder}. Choose one from the list.`);
});
