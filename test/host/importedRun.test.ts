import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { notebookRequest, openSession } from './trainers';

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

it('imported weights are a finished run of no epochs, which can be trained more', async () => {
  const { session } = open;
  const request = notebookRequest(runs, { epochs: 1 });
  const imported = await session.train({ ...request, configuration: { ...request.configuration, recipe: 'imported', rounds: [] }, parent: file });
  expect(imported).toMatchObject({ phase: 'finished', epoch: 0, totalEpochs: 0, last: { name: 'epoch-0000' }, run: { parent: { checkpoint: 'mnist-logistic' } } });
  // 0.86 on validation: it was trained for the notebook's 20 epochs, by PyTorch.
  expect(imported?.best?.valAccuracy).toBeGreaterThan(0.84);

  const { keepCheckpoints, engine, pace } = request;
  const more = await session.resumeRun({ keepCheckpoints, engine, pace, folder: imported?.folder ?? '', inexact: false, epochs: 1, learningRate: 0.01 });
  expect(more).toMatchObject({ phase: 'finished', epoch: 1, totalEpochs: 1 });
  expect(more?.run.id).toBe(imported?.run.id);
});
