import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRunLocked } from '../../src/node/runLock';
import { readLearned } from '../trainer/learned';
import { objectsOf, runProgram, startProgram, type Ended } from './program';

const epochs = '16';

let folder: string;
let through: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-cli-resume-'));
  await runProgram(folder, 'train', '--engine', 'wasm', '--epochs', epochs, '--out', 'through');
  through = onlyRun('through');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** The folder of the one run below a folder. */
function onlyRun(out: string): string {
  const names = readdirSync(join(folder, out));
  expect(names).toHaveLength(1);
  return join(folder, out, names[0] ?? '');
}

/** Trains until its second epoch is told of, then does something to the program. */
async function trainUntil(out: string, interrupt: (pid: number) => void): Promise<Ended> {
  const { child, ended } = startProgram(folder, ['train', '--engine', 'wasm', '--epochs', epochs, '--out', out, '--json']);
  let isDone = false;
  child.stdout?.on('data', (chunk: Buffer) => {
    if (isDone || !chunk.toString().includes('"epoch":2') || !child.pid) return;
    isDone = true;
    interrupt(child.pid);
  });
  return ended;
}

const ofType = (ended: Ended, type: string) => objectsOf(ended).filter((object) => object['type'] === type);
const status = (run: string) => (JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as { status: string }).status;

async function resumeAndCompare(run: string): Promise<void> {
  const resumed = await runProgram(folder, 'resume', run, '--json');
  expect(resumed.code).toBe(0);
  expect(readLearned(run)).toEqual(readLearned(through));
}

describe('resume', () => {
  it.each([
    ['Ctrl-C', (pid: number) => process.kill(-pid, 'SIGINT')],
    ['SIGTERM to the program and its trainer', (pid: number) => process.kill(-pid, 'SIGTERM')],
    ['SIGTERM to the program alone', (pid: number) => process.kill(pid, 'SIGTERM')],
  ])('after %s goes on to the same end, to the bit', async (name, interrupt) => {
    const out = name.replaceAll(' ', '-');
    const ended = await trainUntil(out, interrupt);
    expect(ended.code).toBe(130);
    expect(status(onlyRun(out))).toMatch(/^(stopped|interrupted)$/);
    await resumeAndCompare(onlyRun(out));
  });

  it('after SIGTERM to the trainer alone goes on to the same end, to the bit', async () => {
    const ended = await trainUntil('trainer', (pid) => {
      const [trainer = ''] = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).split('\n');
      process.kill(Number(trainer), 'SIGTERM');
    });
    expect([ended.code, status(onlyRun('trainer'))]).toEqual([130, 'interrupted']);
    await resumeAndCompare(onlyRun('trainer'));
  });

  it('after the program and its trainer were killed at once goes on to the same end, to the bit', async () => {
    const ended = await trainUntil('group', (pid) => process.kill(-pid, 'SIGKILL'));
    expect([ended.code, status(onlyRun('group'))]).toEqual([null, 'training']);
    await resumeAndCompare(onlyRun('group'));
  });

  it('after the program alone was killed finds what its trainer saved before it ended by itself', async () => {
    await trainUntil('parent', (pid) => process.kill(pid, 'SIGKILL'));
    const run = onlyRun('parent');
    await expect.poll(() => isRunLocked(run), { timeout: 5000 }).toBe(false);
    expect([status(run), existsSync(join(run, 'lock'))]).toEqual(['interrupted', false]);
    await resumeAndCompare(run);
  });

  it('says from where and with what it goes on, then what follows', async () => {
    await trainUntil('said', (pid) => process.kill(-pid, 'SIGINT'));
    const run = onlyRun('said');
    const { last, weights } = readLearned(run);
    const ended = await runProgram(folder, 'resume', run, '--json');
    expect(Object.keys(weights)).toEqual(['linear.weight', 'linear.bias']);
    expect(ofType(ended, 'start')[0]).toMatchObject({ resumed: { epoch: last?.epoch, step: last?.step, exact: true, engine: { id: 'wasm' } } });
    expect(ofType(ended, 'epoch').map(({ epoch }) => epoch)).toEqual(Array.from({ length: Number(epochs) - (last?.epoch ?? 0) }, (_, index) => (last?.epoch ?? 0) + 1 + index));
    expect(ofType(ended, 'summary')).toHaveLength(1);
  });

  it('goes on inexactly only where that is asked for', async () => {
    await trainUntil('other', (pid) => process.kill(-pid, 'SIGINT'));
    const run = onlyRun('other');
    const path = join(run, 'run.json');
    const probe = /"probe": "\w+"/;
    writeFileSync(path, readFileSync(path, 'utf8').replace(probe, '"probe": "another"'));
    const refused = await runProgram(folder, 'resume', run, '--json');
    expect([refused.code, ofType(refused, 'error')[0]?.['code']]).toEqual([1, 'engine-differs']);
    const resumed = await runProgram(folder, 'resume', run, '--inexact', '--engine', 'wasm', '--json');
    expect([resumed.code, ofType(resumed, 'start')[0]?.['resumed']]).toEqual([0, expect.objectContaining({ exact: false })]);
  });

  it('trains a finished run for more epochs', async () => {
    await runProgram(folder, 'train', '--engine', 'wasm', '--epochs', '1');
    const [id = ''] = readdirSync(join(folder, '.mnist', 'runs'));
    const ended = await runProgram(folder, 'resume', id, '--epochs', '2', '--learning-rate', '0.01');
    expect(ended.stdout).toMatch(/\nResumed {3}epoch 1 of run \S+, exactly\n/);
    expect(ended.stdout.split('\n').filter((line) => line.startsWith('Epoch'))).toHaveLength(2);
  });

  it.each([
    ['no run', () => 'none', [], 1, /^There is no run "none"\. Name its folder, or the id of a run in .*\.\n$/],
    ['a run that is finished', () => through, [], 1, /has finished its 16 epochs\. Train it for more, or begin a new run\.\n$/],
    ['a learning rate that cannot be', () => through, ['--learning-rate', '-1'], 1, /^The option --learning-rate/],
  ])('refuses %s', async (_, run, options, code, sentence) => {
    const ended = await runProgram(folder, 'resume', run(), ...options);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(sentence)]);
  });
});
