import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { formatRunFile, type RunFile } from '../../src/core/formats/runFile';
import { configurationOf } from '../../src/core/recipes';
import { listRuns, prepareLabFolder, readRunSnapshot } from '../../src/host/runStore';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeRun(id: string, changes: Partial<RunFile> = {}): void {
  mkdirSync(join(folder, id));
  const run: RunFile = {
    version: 1,
    id,
    created: '2026-11-23T14:32:07.000Z',
    status: 'finished',
    dataset: { name: 'MNIST', hash: 'h' },
    engine: { id: 'wasm', description: 'wasm', probe: 'p' },
    configuration: configurationOf('notebook', 1),
    ...changes,
  };
  writeFileSync(join(folder, id, 'run.json'), formatRunFile(run));
  writeFileSync(join(folder, id, 'history.jsonl'), '');
}

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
  writeRun('2026-11-23-143207-softmax-notebook');
  writeRun('2026-11-24-080000-softmax-notebook');
  writeRun('2026-11-23-143207-softmax-notebook-2');
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
  writeRun('a', { status: 'training' });
  const [stored] = await listRuns(folder, () => undefined);
  expect(stored && (await readRunSnapshot(stored)).phase).toBe('interrupted');
});

it.each([
  ['no run.json', undefined, 'it does not exist'],
  ['a run.json cut short', '{"version": 1, "id"', 'is not JSON'],
  ['another version', JSON.stringify({ version: 2 }), 'version must be 1, the version this program reads, but is 2.'],
  ['a checkpoint whose name leads elsewhere', undefined, 'last.name must be the name of a checkpoint, but is "../../etc/passwd".'],
])('leaves out a folder with %s, and says so', async (_, content, sentence) => {
  writeRun('good');
  if (sentence.includes('passwd')) writeRun('bad', { last: { name: '../../etc/passwd', epoch: 1, step: 0, valAccuracy: null } });
  else mkdirSync(join(folder, 'bad'));
  if (content !== undefined) writeFileSync(join(folder, 'bad', 'run.json'), content);
  const problems: string[] = [];
  const runs = await listRuns(folder, (problem) => problems.push(problem));
  expect(runs.map(({ run }) => run.id)).toEqual(['good']);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(sentence);
});
