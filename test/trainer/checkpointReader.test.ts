import { copyFileSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { formatCheckpoint } from '../../src/core/formats/checkpoint';
import { initialStateDict } from '../../src/core/initialization';
import { models } from '../../src/core/models';
import { CheckpointReader } from '../../src/trainer/checkpointReader';

const { layers } = models.softmax;
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-checkpoint-'));
  file = join(folder, 'epoch-0001.safetensors');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a checkpoint of a seed, last changed so many seconds after 1970. */
function write(seed: number, seconds: number): void {
  writeFileSync(file, formatCheckpoint({ layers, stateDict: initialStateDict(layers, seed), origin: undefined }));
  utimesSync(file, seconds, seconds);
}

it('gives the same object for the same file', async () => {
  write(1, 1000);
  const reader = new CheckpointReader();
  expect(await reader.read(file)).toBe(await reader.read(file));
});

it('reads a file again that was changed', async () => {
  write(1, 1000);
  const reader = new CheckpointReader();
  await reader.read(file);
  write(2, 2000);
  expect((await reader.read(file)).stateDict).toEqual(initialStateDict(layers, 2));
});

it('keeps those that were used last, as many as find room', async () => {
  write(1, 1000);
  const other = join(folder, 'epoch-0002.safetensors');
  copyFileSync(file, other);
  const third = join(folder, 'epoch-0003.safetensors');
  copyFileSync(file, third);
  const reader = new CheckpointReader(2 * statSync(file).size);
  const [first, second] = [await reader.read(file), await reader.read(other)];
  expect(await reader.read(file)).toBe(first);
  await reader.read(third);
  expect(await reader.read(file)).toBe(first);
  expect(await reader.read(other)).not.toBe(second);
});

it('says that a file is gone, also one that it has read before', async () => {
  write(1, 1000);
  const reader = new CheckpointReader();
  await reader.read(file);
  rmSync(file);
  await expect(reader.read(file)).rejects.toThrow(`Cannot read ${file}: it does not exist. Choose another file.`);
});
