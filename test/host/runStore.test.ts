import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRun, listRuns, prepareLabFolder, readRun, readRunSnapshot, readSteps } from '../../src/host/runStore';
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
  expect((await listRuns(folder, () => undefined)).map(({ run }) => run.id)).toEqual([
    '2026-11-24-080000-softmax-notebook',
    '2026-11-23-143207-softmax-notebook-2',
    '2026-11-23-143207-softmax-notebook',
  ]);
});

it('has no runs where there is no folder', async () => {
  expect(await listRuns(join(folder, 'none'), () => undefined)).toEqual([]);
});

it('takes a run that says it is training, without a trainer, for interrupted', async () => {
  writeRun(folder, 'a', { status: 'training' });
  const [stored] = await listRuns(folder, () => undefined);
  expect(stored && (await readRunSnapshot(stored)).phase).toBe('interrupted');
});

it.each([
  ['no run.json', undefined, 'it does not exist'],
  ['a run.json cut short', '{"version": 1, "id"', 'is not JSON'],
  ['another version', JSON.stringify({ version: 2 }), 'version must be 1, the version this program reads, but is 2.'],
  ['a checkpoint whose name leads elsewhere', undefined, 'last.name must be the name of a checkpoint, but is "../../etc/passwd".'],
])('leaves out a folder with %s, and says so', async (_, content, sentence) => {
  writeRun(folder, 'good');
  if (sentence.includes('passwd')) writeRun(folder, 'bad', { last: { name: '../../etc/passwd', epoch: 1, step: 0, valAccuracy: null } });
  else mkdirSync(join(folder, 'bad'));
  if (content !== undefined) writeFileSync(join(folder, 'bad', 'run.json'), content);
  const problems: string[] = [];
  const runs = await listRuns(folder, (problem) => problems.push(problem));
  expect(runs.map(({ run }) => run.id)).toEqual(['good']);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(sentence);
});

it('leaves out a folder that was renamed, and says so', async () => {
  writeRun(folder, 'b', { id: 'a' });
  const problems: string[] = [];
  expect(await listRuns(folder, (problem) => problems.push(problem))).toEqual([]);
  expect(problems).toEqual([`${join(folder, 'b')} holds the run a. Give the folder that name again.`]);
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
