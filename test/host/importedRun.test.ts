import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { formatCheckpoint } from '../../src/core/formats/checkpoint';
import { initialStateDict } from '../../src/core/initialization';
import { models } from '../../src/core/models';
import { findRun, readRunSnapshot } from '../../src/host/runStore';
import { readLearned } from '../trainer/learned';
import { notebookRequest, openSession, until } from './trainers';

const file = fileURLToPath(new URL('../fixtures/pytorch/mnist-logistic.pth', import.meta.url));

let runs: string;
let open: ReturnType<typeof openSession>;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'mnist-imported-'));
  open = openSession();
});
afterEach(() => {
  open.session.dispose();
  rmSync(runs, { recursive: true });
});

function importFile(weights = file): Promise<string> {
  const { configuration, engine } = notebookRequest(runs);
  return open.session.importRun({ ...configuration, recipe: 'imported', rounds: [] }, runs, weights, engine);
}

it('imported weights are a finished run of no epochs, which can be trained more', async () => {
  const imported = await readRunSnapshot(await findRun(runs, await importFile()));
  expect(imported).toMatchObject({ phase: 'finished', epoch: 0, totalEpochs: 0, last: { name: 'epoch-0000' }, run: { parent: { checkpoint: 'mnist-logistic' } } });
  // 0.86 on validation: it was trained for the notebook's 20 epochs, by PyTorch.
  expect(imported.best?.valAccuracy).toBeGreaterThan(0.84);

  const { keepCheckpoints, engine, pace } = notebookRequest(runs);
  const more = await open.session.resumeRun({ keepCheckpoints, engine, pace, folder: imported.folder, inexact: false, epochs: 1, learningRate: 0.01 });
  expect(more).toMatchObject({ phase: 'finished', epoch: 1, totalEpochs: 1 });
  expect(more?.run.id).toBe(imported.run.id);
});

it('weights are imported while a run goes on, which learns the same to the bit', async () => {
  const { session } = open;
  const request = notebookRequest(runs, { epochs: 20 });
  const alone = readLearned((await session.train(request))?.folder ?? '');
  const begun = until(session, ({ run }) => run?.phase === 'training' && run.epoch === 1);
  // At this pace an epoch takes a second: the file is read long before the end.
  const training = session.train({ ...request, pace: 'watch' });
  await begun;
  const id = await importFile();
  expect(session.snapshot).toMatchObject({ activity: 'training', run: { phase: 'training' } });
  await session.setPace('full');
  const trained = await training;
  expect(readLearned(trained?.folder ?? '')).toEqual(alone);
  expect(await readRunSnapshot(await findRun(runs, id))).toMatchObject({ phase: 'finished', last: { name: 'epoch-0000' } });
});

it('weights of another model leave no run behind', async () => {
  const { layers } = models.mlp;
  const other = join(runs, 'other.safetensors');
  writeFileSync(other, formatCheckpoint({ layers, stateDict: initialStateDict(layers, 1), origin: undefined }));
  await expect(importFile(other)).rejects.toThrow('other.safetensors holds the weights of another model than softmax.');
  expect(readdirSync(runs)).toEqual(['other.safetensors']);
});
