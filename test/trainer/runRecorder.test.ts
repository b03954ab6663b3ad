import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../../src/core/formats/checkpoint';
import { parseHistory } from '../../src/core/formats/history';
import { epochStart, parseResumeState } from '../../src/core/formats/resumeState';
import { parseRunFile, type RunFile } from '../../src/core/formats/runFile';
import { initialStateDict } from '../../src/core/initialization';
import { models } from '../../src/core/models';
import { configurationOf } from '../../src/core/recipes';
import { BackgroundSaver } from '../../src/trainer/backgroundSaver';
import { createRunFolder } from '../../src/trainer/runFolder';
import { RunRecorder, type Recorded, type RunState } from '../../src/trainer/runRecorder';

const run: RunFile = {
  version: 1,
  id: 'a-run',
  created: '2026-11-23T14:32:07.000Z',
  status: 'training',
  dataset: { name: 'MNIST', hash: 'd'.repeat(64) },
  engine: { id: 'wasm', description: 'wasm', probe: '0123456789abcdef' },
  configuration: configurationOf('notebook', 1),
};
const stateDict = initialStateDict(models.softmax.layers, 1);

const sums = { lossSum: 27136.123456789, correct: 20_000, seconds: 1.5 };

function ended(epoch: number, valAccuracy: number, steps: RunState['steps'] = []): RunState {
  const record = { epoch, trainLoss: 1, trainAccuracy: 0.5, valLoss: 1, valAccuracy, seconds: 0.1 };
  return { point: epochStart(epoch), stateDict, slots: new Map(), steps, record };
}

function inside(epoch: number, step: number): RunState {
  return { point: { epoch, step, sums }, stateDict, slots: new Map(), steps: [], record: undefined };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-run-'));
  mkdirSync(join(folder, 'checkpoints'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const recorderOf = (keepCheckpoints = 50, recorded: Recorded = { steps: 0, historyBytes: 0, checkpoints: [] }) =>
  new RunRecorder({ folder, run, lock: { check: () => Promise.resolve() }, keepCheckpoints, recorded });
const lazily = { sync: false };
const read = (...path: string[]) => new Uint8Array(readFileSync(join(folder, ...path)));
const readText = (name: string) => readFileSync(join(folder, name), 'utf8');
const checkpoints = () =>
  readdirSync(join(folder, 'checkpoints'))
    .filter((name) => !name.includes('resume'))
    .map((name) => name.replace('.safetensors', ''));

describe('a save', () => {
  it('writes a checkpoint that says where it comes from', async () => {
    await recorderOf().save(ended(1, 0.6), lazily);
    expect(parseCheckpoint(read('checkpoints', 'epoch-0001.safetensors'), 'c')).toEqual({
      layers: models.softmax.layers,
      stateDict,
      origin: { run: 'a-run', epoch: 1, step: 0, seed: 1, validationCount: 10_000, dataset: 'd'.repeat(64) },
      renamed: [],
      ignored: [],
    });
  });

  it('writes a resume file with the hash of the checkpoint and what the epoch came to so far', async () => {
    await recorderOf().save(inside(7, 212), lazily);
    const hash = createHash('sha256').update(read('checkpoints', 'epoch-0007-step-0212.safetensors')).digest('hex');
    expect(parseResumeState(read('checkpoints', 'epoch-0007-step-0212.resume.safetensors'), 'r')).toEqual({ slots: new Map(), weightsHash: hash, epoch: 7, step: 212, sums });
  });

  it('adds a line to the history', async () => {
    const recorder = recorderOf();
    await recorder.save(ended(0, 0.1), lazily);
    await recorder.save(ended(1, 0.6), lazily);
    expect(parseHistory(readText('history.jsonl'), 'h').map(({ epoch, valAccuracy }) => [epoch, valAccuracy])).toEqual([
      [0, 0.1],
      [1, 0.6],
    ]);
  });

  it('adds loss and count of correct rows of each step as little-endian floats', async () => {
    const recorder = recorderOf();
    await recorder.save(ended(1, 0.6, [{ loss: 2, correct: 3 }]), lazily);
    await recorder.save(ended(2, 0.6, [{ loss: 0.25, correct: 1 }]), lazily);
    // 2, 3, 0.25 and 1 in IEEE 754 single precision.
    expect([...read('steps.f32')]).toEqual([0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x3e, 0, 0, 0x80, 0x3f]);
  });

  it('names the best by validation, and of equal ones the first', async () => {
    const recorder = recorderOf();
    const isBest: boolean[] = [];
    for (const [epoch, accuracy] of [0.1, 0.7, 0.7, 0.6].entries()) isBest.push((await recorder.save(ended(epoch, accuracy), lazily)).isBest);
    expect(isBest).toEqual([true, true, false, false]);
    const { best, last } = parseRunFile(readText('run.json'), 'run.json');
    expect([best?.name, last?.name]).toEqual(['epoch-0001', 'epoch-0003']);
  });

  it('replaces a checkpoint inside an epoch', async () => {
    const recorder = recorderOf();
    await recorder.save(ended(0, 0.1), lazily);
    await recorder.save(inside(0, 100), lazily);
    await recorder.save(inside(0, 200), lazily);
    expect(checkpoints()).toEqual(['epoch-0000-step-0200', 'epoch-0000']);
    await recorder.save(ended(1, 0.6), lazily);
    expect(checkpoints()).toEqual(['epoch-0000', 'epoch-0001']);
  });

  it('says which checkpoint it replaced inside an epoch', async () => {
    const recorder = recorderOf();
    expect((await recorder.save(ended(0, 0.1), lazily)).removed).toEqual([]);
    expect((await recorder.save(inside(0, 100), lazily)).removed).toEqual([]);
    expect((await recorder.save(inside(0, 200), lazily)).removed).toEqual(['epoch-0000-step-0100']);
    expect((await recorder.save(ended(1, 0.6), lazily)).removed).toEqual(['epoch-0000-step-0200']);
  });

  it('says which checkpoints it thinned out', async () => {
    const recorder = recorderOf(2);
    const removed: string[][] = [];
    for (const [epoch, accuracy] of [0.1, 0.2, 0.3].entries()) removed.push((await recorder.save(ended(epoch, accuracy), lazily)).removed);
    // The first and the newest stay, so of three the middle one goes.
    expect(removed).toEqual([[], [], ['epoch-0001']]);
  });

  it('thins out beyond the limit, and keeps the best and the last', async () => {
    const recorder = recorderOf(4);
    for (let epoch = 0; epoch <= 9; epoch++) await recorder.save(ended(epoch, epoch === 3 ? 0.9 : 0.5), lazily);
    expect(checkpoints()).toHaveLength(4);
    expect(checkpoints()).toEqual(expect.arrayContaining(['epoch-0000', 'epoch-0003', 'epoch-0009']));
  });
});

describe('the end', () => {
  it('is recorded with its problem', async () => {
    await recorderOf().end('failed', 'It broke.');
    const { status, problem } = parseRunFile(readText('run.json'), 'run.json');
    expect([status, problem]).toEqual(['failed', 'It broke.']);
  });
});

describe.skipIf(process.getuid?.() !== 0)('a disk that is full', () => {
  it('is reported once, and the next save writes what is missing', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder]);
    try {
      mkdirSync(join(folder, 'checkpoints'));
      const problems: string[] = [];
      const saved: string[] = [];
      const saver = new BackgroundSaver(recorderOf(), {
        saved: ({ checkpoint }) => saved.push(checkpoint.name),
        unsaved: (problem) => problems.push(problem),
      });
      await saver.save(ended(0, 0.1, [{ loss: 2, correct: 3 }]));
      await saver.saveLast(undefined);
      execFileSync('sh', ['-c', `head -c 2000000 /dev/zero > ${folder}/filler || true`], { stdio: 'ignore' });
      await saver.save(ended(1, 0.2, [{ loss: 2, correct: 3 }]));
      await saver.save(ended(2, 0.3, [{ loss: 2, correct: 3 }]));
      await saver.saveLast(undefined);
      rmSync(join(folder, 'filler'));
      await saver.saveLast(ended(3, 0.4, [{ loss: 2, correct: 3 }]));

      expect(saved).toEqual(['epoch-0000', 'epoch-0003']);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^Cannot write .*epoch-0001.*: the disk is full\. Make room/);
      expect(parseHistory(readText('history.jsonl'), 'h').map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
      expect(read('steps.f32')).toHaveLength(4 * 8);
      expect(checkpoints()).toEqual(['epoch-0000', 'epoch-0003']);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});

describe('createRunFolder', () => {
  it('names runs by their start in UTC, and counts those of one second', async () => {
    const created = new Date('2026-11-23T14:32:07.900Z');
    const names = [];
    for (let copy = 0; copy < 3; copy++) names.push((await createRunFolder(folder, created, 'softmax', 'notebook')).id);
    expect(names).toEqual(['2026-11-23-143207-softmax-notebook', '2026-11-23-143207-softmax-notebook-2', '2026-11-23-143207-softmax-notebook-3']);
  });

  it.skipIf(process.getuid?.() !== 0)('says that a folder lies on a read-only disk', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,ro', 'none', folder]);
    try {
      await expect(createRunFolder(join(folder, 'runs'), new Date(0), 'softmax', 'notebook')).rejects.toThrow(
        `Cannot write ${join(folder, 'runs')}: it lies on a read-only disk. Make room or permit writing there, or choose another folder.`,
      );
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});
