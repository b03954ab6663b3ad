import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connectTrainer, notebookRun } from './trainerForTests';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-clock-'));
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

it('takes a clock that jumps back by a day: times are measured, and runs are told apart', async () => {
  const trainer = connectTrainer();
  await trainer.client.call('open', { preference: 'wasm', candidates: [], threads: 0, crashed: false });
  vi.setSystemTime('2026-11-24T14:32:07Z');
  const training = trainer.client.call('train', notebookRun(folder, 2));
  await trainer.next('epoch');
  vi.setSystemTime('2026-11-23T14:32:07Z');
  await training;
  vi.setSystemTime('2026-11-24T14:32:07Z');
  await trainer.client.call('train', notebookRun(folder, 1));

  const seconds = trainer.events.flatMap(({ name, data }) => (name === 'epoch' ? [data.seconds] : []));
  expect(seconds.every((each) => each > 0 && each < 3600)).toBe(true);
  expect(readdirSync(folder)).toEqual(['2026-11-24-143207-softmax-notebook', '2026-11-24-143207-softmax-notebook-2']);
});
