import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { objectsOf, runProgram } from './program';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-rate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('prints every rate with its loss, then what it suggests, and leaves nothing behind', async () => {
  const ended = await runProgram(folder, 'find-rate', '--engine', 'wasm', '--json');
  expect(ended.code).toBe(0);
  const objects = objectsOf(ended);
  expect(objects[0]).toMatchObject({ type: 'rate', learningRate: 1e-6 });
  expect(objects[0]?.['smoothed']).toBeCloseTo(Number(objects[0]?.['loss']), 12);
  const last = objects.at(-1) ?? {};
  expect(last['type']).toBe('suggestion');
  // Seeds 1 to 3 give 0.2 and 0.3.
  expect([0.1, 0.2, 0.3, 0.4, 0.5]).toContain(last['learningRate']);
  expect(objects.slice(0, -1).every(({ type }) => type === 'rate')).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

it('prints a table for people', async () => {
  const { stdout } = await runProgram(folder, 'find-rate', '--engine', 'wasm', '--batch', '64');
  expect(stdout).toMatch(/^ {5}rate {6}loss {2}smoothed\n0\.0000010 +2\.\d{4} +2\.\d{4}\n0\.0000031 +2\.\d{4} +2\.\d{4}\n/);
  expect(stdout).toMatch(/\nSuggested learning rate: 0\.\d+, where the loss falls fastest\n$/);
});

it('names what cannot be before it starts', async () => {
  const { code, stderr } = await runProgram(folder, 'find-rate', '--batch', '0');
  expect(code).toBe(1);
  expect(stderr).toMatch(/batchSize must be a whole number from 1 to 4096/);
});
