import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatResumeState, parseResumeState } from '../../src/core/formats/resumeState';
import { formatRunFile, parseRunFile } from '../../src/core/formats/runFile';
import { isRunLocked } from '../../src/node/runLock';
import { openStoredRun } from '../../src/trainer/storedRun';
import { notebookRequest, openSession } from '../host/trainers';
import { readLearned } from './learned';
import { connectTrainer } from './trainerForTests';

let root: string;
/** A run of five epochs, and the same as a trainer left it that was killed after three. */
let through: string;
let left: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mnist-stored-'));
  through = await train(join(root, 'through'), 5);
  left = await train(join(root, 'left'), 3);
  const path = join(left, 'run.json');
  const run = parseRunFile(readFileSync(path, 'utf8'), path);
  writeFileSync(path, formatRunFile({ ...run, status: 'training', configuration: { ...run.configuration, rounds: [5] } }));
}, 60_000);
afterAll(() => rmSync(root, { recursive: true }));

async function train(runs: string, epochs: number): Promise<string> {
  const { session } = openSession();
  const run = await session.train(notebookRequest(runs, { epochs }));
  session.dispose();
  return run?.folder ?? '';
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'));
  cpSync(left, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (...names: string[]) => join(folder, ...names);
const checkpoint = (name: string) => path('checkpoints', `${name}.safetensors`);
const change = (file: string, offset: number) => {
  const bytes = readFileSync(file);
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  writeFileSync(file, bytes);
};

async function open() {
  const { engine } = parseRunFile(readFileSync(path('run.json'), 'utf8'), 'run.json');
  const start = await openStoredRun({ folder, inexact: false }, { ...engine, reason: 'the test' });
  await start.lock.release();
  return start;
}

describe('a run that a crash left', () => {
  it('goes on from its last checkpoint, and nothing has to be mended where nothing is broken', async () => {
    const { run, resumed } = await open();
    expect([run.status, run.last?.name, resumed?.point.epoch, resumed?.repairs]).toEqual(['training', 'epoch-0003', 3, []]);
    expect([resumed?.history.length, resumed?.steps.losses.length]).toEqual([4, 3 * 391]);
  });

  it('loses a line of history and steps that were written after the checkpoint', async () => {
    const [history, steps] = [readFileSync(path('history.jsonl')), readFileSync(path('steps.f32'))];
    appendFileSync(path('history.jsonl'), '{"epoch":4,"trainLoss":0.9,"tra');
    appendFileSync(path('steps.f32'), new Uint8Array(1003));
    await open();
    expect([readFileSync(path('history.jsonl')), readFileSync(path('steps.f32'))]).toEqual([history, steps]);
  });

  it.each([
    ['a file of its own', 'run.json.4711.tmp'],
    ['a checkpoint', 'checkpoints/epoch-0004.safetensors.4711.tmp'],
  ])('has %s that was being written set aside', async (_, name) => {
    writeFileSync(path(name), 'half');
    const file = name.replace('checkpoints/', '');
    expect((await open()).resumed?.repairs).toEqual([`${file} was set aside, because it was being written.`, 'The run goes on from epoch 3.']);
    expect([existsSync(path(name)), readFileSync(path('set-aside', file), 'utf8')]).toEqual([false, 'half']);
  });

  it.each([
    ['has no resume file', () => rmSync(checkpoint('epoch-0003.resume')), ['epoch-0003.safetensors was set aside, because it is not whole.']],
    ['is not there, but its resume file', () => rmSync(checkpoint('epoch-0003')), ['epoch-0003.resume.safetensors was set aside, because its checkpoint is not there.']],
    ['has one bit turned', () => change(checkpoint('epoch-0003'), 9000), ['epoch-0003.resume.safetensors was set aside, because it is not whole.', 'epoch-0003.safetensors was set aside, because it is not whole.']],
    ['has another resume file', () => cpSync(checkpoint('epoch-0002.resume'), checkpoint('epoch-0003.resume')), ['epoch-0003.resume.safetensors was set aside, because it is not whole.', 'epoch-0003.safetensors was set aside, because it is not whole.']],
    ['has no line of history', () => truncateSync(path('history.jsonl'), readFileSync(path('history.jsonl')).length - 1), ['epoch-0003.resume.safetensors was set aside, because it is not whole.', 'epoch-0003.safetensors was set aside, because it is not whole.']],
    ['lacks a step', () => truncateSync(path('steps.f32'), 3 * 391 * 8 - 1), ['epoch-0003.resume.safetensors was set aside, because it is not whole.', 'epoch-0003.safetensors was set aside, because it is not whole.']],
  ])('goes on from the checkpoint before, where the last one %s', async (_, damage, repairs) => {
    damage();
    const { run, resumed } = await open();
    expect(resumed?.repairs).toEqual([...repairs, 'The run goes on from epoch 2.']);
    expect([run.last?.name, run.best?.name, resumed?.history.length, resumed?.steps.losses.length]).toEqual(['epoch-0002', 'epoch-0002', 3, 782]);
    expect(resumed?.checkpoints.map(({ name }) => name)).toEqual(['epoch-0000', 'epoch-0001', 'epoch-0002']);
  });

  it('learns, from the checkpoint before, what it would have learned', async () => {
    change(checkpoint('epoch-0003'), 9000);
    const { client } = connectTrainer();
    await client.call('open', { preference: 'wasm', candidates: [], threads: 0, crashed: false });
    await client.call('continueRun', { folder, inexact: false, keepCheckpoints: 50, pace: 'full' });
    expect(readLearned(folder)).toEqual(readLearned(through));
  });
});

describe('a run that cannot go on', () => {
  const replaceByLink = (name: string) => {
    renameSync(path(name), path('moved'));
    symlinkSync('moved', path(name));
  };
  const files = () => readdirSync(folder, { recursive: true }).sort();

  it.each([
    ['where its checkpoints are gone', () => rmSync(path('checkpoints'), { recursive: true }), 'run-damaged', /^The run \S+ cannot go on: its checkpoints are gone\. Begin a new run\.$/],
    ['where its history is gone', () => rmSync(path('history.jsonl')), 'run-damaged', /cannot go on: Cannot read .*history\.jsonl: it does not exist/],
    ['where its run.json is gone', () => renameSync(path('run.json'), path('run.txt')), 'file-read', /run\.json: it does not exist/],
    ['where a file is a link to elsewhere', () => replaceByLink('steps.f32'), 'link', /steps\.f32 is a link to elsewhere\. Put the files themselves in its place\.$/],
    ['where its checkpoints are a link', () => replaceByLink('checkpoints'), 'link', /checkpoints is a link to elsewhere/],
  ])('%s, says so, and is left as it is', async (_, damage, code, sentence) => {
    const { engine } = parseRunFile(readFileSync(path('run.json'), 'utf8'), 'run.json');
    damage();
    const before = files();
    await expect(openStoredRun({ folder, inexact: false }, { ...engine, reason: '' })).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) as string });
    expect([files(), await isRunLocked(folder)]).toEqual([before, false]);
  });

  it('with slots of another optimizer, says so', async () => {
    const file = checkpoint('epoch-0003.resume');
    const state = parseResumeState(readFileSync(file), 'r');
    writeFileSync(file, formatResumeState({ ...state, slots: new Map([['linear.bias.exp_avg', { shape: [10], data: new Float32Array(10) }]]) }));
    const { client } = connectTrainer();
    await client.call('open', { preference: 'wasm', candidates: [], threads: 0, crashed: false });
    await expect(client.call('continueRun', { folder, inexact: false, keepCheckpoints: 50, pace: 'full' })).rejects.toMatchObject({ code: 'resume-slots' });
    expect(await isRunLocked(folder)).toBe(false);
  });
});
