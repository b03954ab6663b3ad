import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatEpochRecord } from '../../src/core/formats/history';
import { formatRunFile, type CheckpointReference, type RunFile } from '../../src/core/formats/runFile';
import { configurationOf } from '../../src/core/recipes';

export const run: RunFile = {
  version: 1,
  id: 'a',
  created: '2026-11-23T14:32:07.000Z',
  status: 'finished',
  dataset: { name: 'MNIST', hash: 'h' },
  engine: { id: 'wasm', description: 'wasm', probe: 'p' },
  configuration: configurationOf('notebook', 1),
};

/** A checkpoint at an epoch's end, as a run names it. */
export function checkpointOf(epoch: number, valAccuracy: number): CheckpointReference {
  return { name: `epoch-000${epoch}`, epoch, step: 0, valAccuracy };
}

/** Writes the folder of a run: the epochs of its history with their accuracies, and empty files of checkpoints. */
export function writeRun(runs: string, id: string, changes: Partial<RunFile> = {}, { accuracies = [], checkpoints = [] }: { accuracies?: number[]; checkpoints?: string[] } = {}): void {
  const folder = join(runs, id);
  mkdirSync(join(folder, 'checkpoints'), { recursive: true });
  writeFileSync(join(folder, 'run.json'), formatRunFile({ ...run, id, ...changes }));
  const history = accuracies.map((valAccuracy, epoch) => formatEpochRecord({ epoch, trainLoss: null, trainAccuracy: null, valLoss: 1, valAccuracy, seconds: 1 }));
  writeFileSync(join(folder, 'history.jsonl'), history.join(''));
  for (const name of checkpoints) writeFileSync(join(folder, 'checkpoints', name), '');
}
