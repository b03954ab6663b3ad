import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runTitle } from '../../src/core/runTitle';
import { RunCatalogue } from '../../src/host/runCatalogue';
import { checkpointOf, run, writeRun } from './storedRuns';
import { notebookRequest, openSession, until } from './trainers';

let folder: string;
let open: ReturnType<typeof openSession>;
let catalogue: RunCatalogue;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-catalogue-'));
  open = openSession();
  catalogue = new RunCatalogue(open.session, () => folder, open.log);
});
afterEach(() => {
  catalogue.dispose();
  open.session.dispose();
  rmSync(folder, { recursive: true });
});

it('lists what is stored, newest first', async () => {
  writeRun(folder, '2026-11-23-143207-softmax-notebook', { status: 'training', last: checkpointOf(2, 0.6), best: checkpointOf(1, 0.7) });
  writeRun(folder, '2026-11-24-080000-softmax-notebook');
  await catalogue.refresh();
  const same = { title: runTitle(run), totalEpochs: 20, starred: false, seconds: 0, problem: undefined, created: run.created, model: 'softmax', recipe: 'notebook', engine: 'wasm' };
  expect(catalogue.runs).toEqual([
    { id: '2026-11-24-080000-softmax-notebook', ...same, phase: 'finished', epoch: 0, bestValAccuracy: undefined },
    { id: '2026-11-23-143207-softmax-notebook', ...same, phase: 'interrupted', epoch: 2, bestValAccuracy: 0.7 },
  ]);
});

it('follows the run that goes on, and reads the disk when it ends', async () => {
  writeRun(folder, '2020-01-01-000000-softmax-notebook');
  const training = open.session.train(notebookRequest(folder, { epochs: 1000 }));
  await until(open.session, ({ run }) => run?.epoch === 2);
  expect(catalogue.runs[0]).toMatchObject({ phase: 'training', epoch: 2, totalEpochs: 1000 });
  open.session.stop();
  const own = await training;
  await expect.poll(() => catalogue.runs.map(({ phase }) => phase)).toEqual(['stopped', 'finished']);
  expect(catalogue.runs[0]).toMatchObject({ id: own?.run.id, epoch: own?.epoch, bestValAccuracy: own?.best?.valAccuracy });
});

it('lists a folder that is no run with its problem, and logs that once', async () => {
  mkdirSync(join(folder, '2026-11-24-080000-softmax-notebook'));
  await catalogue.refresh();
  await catalogue.refresh();
  expect(catalogue.runs).toMatchObject([{ id: '2026-11-24-080000-softmax-notebook', phase: 'broken', problem: expect.stringContaining('has no run.json') as string }]);
  expect(open.lines).toHaveLength(1);
});

it('knows the checkpoints and the size of a run', async () => {
  writeRun(folder, 'a', {}, { accuracies: [0.1], checkpoints: ['epoch-0000.safetensors'] });
  writeFileSync(join(folder, 'a', 'steps.f32'), new Uint8Array(8000));
  expect((await catalogue.snapshot('a')).checkpoints).toEqual([checkpointOf(0, 0.1)]);
  const others = ['run.json', 'history.jsonl'].reduce((sum, name) => sum + statSync(join(folder, 'a', name)).size, 0);
  expect(await catalogue.sizeBytes('a')).toBe(8000 + others);
});

it('forgets the run of this session when its folder is gone', async () => {
  await open.session.train(notebookRequest(folder, { epochs: 1 }));
  rmSync(join(folder, catalogue.runs[0]?.id ?? 'none'), { recursive: true });
  await catalogue.refresh();
  expect(catalogue.runs).toEqual([]);
});
