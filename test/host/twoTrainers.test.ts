import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunCatalogue } from '../../src/host/runCatalogue';
import type { RunSnapshot } from '../../src/core/run';
import { notebookRequest, openSession, until, wasm } from './trainers';

type Opened = ReturnType<typeof openSession>;

let folder: string;
let one: Opened;
let other: Opened;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-two-'));
  [one, other] = [openSession(), openSession()];
  await Promise.all([one.session.openEngine(wasm), other.session.openEngine(wasm)]);
});
afterEach(() => {
  one.session.dispose();
  other.session.dispose();
  rmSync(folder, { recursive: true });
});

const resume = ({ session }: Opened, run: RunSnapshot | undefined) =>
  session.resumeRun({ folder: run?.folder ?? '', inexact: false, keepCheckpoints: 50, engine: wasm, pace: 'watch' });

async function trainUntilKilled(): Promise<RunSnapshot | undefined> {
  const ended = one.session.train({ ...notebookRequest(folder, { epochs: 100 }), pace: 'watch' });
  await until(one.session, ({ run }) => (run?.step ?? 0) > 0);
  one.killTrainer();
  const run = await ended;
  await one.session.openEngine(wasm);
  return run;
}

it('of two trainers that take over a run at once, whose own was killed, one gets it', async () => {
  const run = await trainUntilKilled();
  const both = [one, other].map((each) => resume(each, run));
  // The winner, which would go on for minutes, stops only when the other was turned away, however late that asks.
  await Promise.race(both.map((resuming) => resuming.catch(() => undefined)));
  for (const { session } of [one, other]) void until(session, ({ activity }) => activity === 'training').then(() => session.stop());
  const ends = (await Promise.allSettled(both)).map((end) => (end.status === 'fulfilled' ? end.value?.phase : (end.reason as Error).message));
  expect(ends.sort()).toEqual(['This run is training in another window or terminal. Stop it there first, or wait for its end.', 'stopped']);
});

it('a run of another window is listed as training there, then with its end', async () => {
  const catalogue = new RunCatalogue(other.session, () => folder, other.log);
  const training = one.session.train({ ...notebookRequest(folder, { epochs: 100 }), pace: 'watch' });
  await until(one.session, ({ run }) => (run?.step ?? 0) > 0);
  await catalogue.refresh();
  expect(catalogue.runs.map(({ phase }) => phase)).toEqual(['elsewhere']);
  one.session.stop();
  await training;
  await catalogue.refresh();
  expect(catalogue.runs.map(({ phase }) => phase)).toEqual(['stopped']);
  catalogue.dispose();
});
