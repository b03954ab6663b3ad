import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunConfiguration } from '../../src/core/configuration';
import { configurationOf } from '../../src/core/recipes';
import type { RunSnapshot } from '../../src/core/run';
import type { EngineSettings } from '../../src/host/trainerSupervisor';
import { installedTensorflow } from '../engine/tensorflowForTests';
import { readLearned } from '../trainer/learned';
import { openSession, until, wasm } from './trainers';

/*
 * Trainers killed at random moments. MNIST_KILLS says how many; what a run learned by its end is compared, bit by bit,
 * with a run that nobody killed.
 */
const kills = Number(process.env['MNIST_KILLS'] ?? 25);
const epochs = 10;

const engines: [string, EngineSettings][] = [['wasm', wasm]];
if (installedTensorflow) engines.push(['tensorflow', { preference: 'tensorflow', threads: 1, candidates: [{ origin: 'tests', folder: installedTensorflow.folder }] }]);
const optimizers: [string, RunConfiguration['optimizer']][] = [
  ['SGD', { kind: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false, weightDecay: 0 }],
  ['momentum', { kind: 'sgd', learningRate: 0.01, momentum: 0.9, nesterov: false, weightDecay: 0 }],
  ['Adam', { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }],
];
const pairs = engines.flatMap(([engineName, engine]) => optimizers.map(([optimizerName, optimizer]) => ({ name: `${optimizerName} on ${engineName}`, engine, optimizer })));
const cases = pairs.map((pair, index) => ({ ...pair, count: Math.floor((kills + index) / pairs.length) }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-kills-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a run whose trainer is killed', () => {
  let landed = 0;

  it.each(cases)(
    '$count times learns the same to the bit: $name',
    async ({ engine, optimizer, count }) => {
      const configuration = { ...configurationOf('notebook', 1, { epochs }), optimizer };
      const request = { runsFolder: folder, keepCheckpoints: 50, engine, pace: 'full' as const };

      /** Begins a run or goes on with one, in a new process, and lets `meddle` at it; how it ended. */
      async function train(run: RunSnapshot | undefined, meddle?: (open: ReturnType<typeof openSession>) => Promise<void>): Promise<RunSnapshot> {
        const open = openSession();
        try {
          const started = until(open.session, ({ activity }) => activity === 'training');
          const ended = run ? open.session.resumeRun({ ...request, folder: run.folder, inexact: false }) : open.session.train({ ...request, configuration });
          // A run that cannot begin must fail the test by its own error, not by one that never starts.
          await Promise.race([started, ended]);
          await meddle?.(open);
          const end = await ended;
          if (!end) throw new Error('it ended before it began');
          return end;
        } finally {
          open.session.dispose();
        }
      }

      const through = await train(undefined);
      const expected = readLearned(through.folder);
      const epochMs = (through.history.reduce((sum, { seconds }) => sum + seconds, 0) * 1000) / epochs;

      let run: RunSnapshot | undefined;
      for (let kill = 0; kill < count; kill++) {
        // At some moment of the first half of what is left, so that the next kill has a run to meet.
        const waitMs = Math.random() * 0.5 * epochMs * (epochs - (run?.epoch ?? 0));
        run = await train(run, async (open) => {
          if (kill % 2 === 1) await holdInside(open);
          await sleep(waitMs);
          if (open.session.snapshot.activity === 'training') landed++;
          open.killTrainer();
        });
        if (run.phase === 'finished') {
          expect(readLearned(run.folder)).toEqual(expected);
          run = undefined;
        }
      }
      const last = await train(run);
      expect(last.phase).toBe('finished');
      expect(readLearned(last.folder)).toEqual(expected);
    },
    60_000 + kills * 10_000,
  );

  it('is met while it trains by at least four of five kills', () => {
    expect(landed).toBeGreaterThanOrEqual(0.8 * kills);
  });
});

/** Holds the run, which saves it inside an epoch, and lets it go on: the next resume is from there, if an epoch's end does not come first. */
async function holdInside({ session }: ReturnType<typeof openSession>): Promise<void> {
  const held = until(session, ({ run, activity }) => run?.phase === 'paused' || activity === 'idle');
  await session.pause();
  await held;
  await session.resume('end');
}
