import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DigitStore } from '../../src/host/digitStore';

let lab: string;
let digits: string;
let lines: string[];
let store: DigitStore;
beforeEach(() => {
  lab = mkdtempSync(join(tmpdir(), 'mnist-digits-'));
  digits = join(lab, 'digits');
  lines = [];
  store = openStore();
});
afterEach(() => rmSync(lab, { recursive: true }));

/** The digits as another window, or the same one after a restart, opens them. */
function openStore(): DigitStore {
  const write = (line: string) => void lines.push(line);
  return new DigitStore(() => lab, { info: write, warn: write, error: write });
}

/** Adds digits whose image, label and stroke all say which they are. */
async function add(...names: number[]): Promise<void> {
  for (const name of names) await store.add({ strokes: [[[name, 0], [name, 1, 0.5]]], image: new Uint8Array(784).fill(name), label: name });
}

/** Which digits there are, each told by its image, its label and its stroke. */
async function names(from: DigitStore): Promise<number[][]> {
  const { images, labels } = await from.read();
  return Promise.all([...labels].map(async (label, index) => [images[index * 784] ?? -1, label, (await from.strokes(index))[0]?.[0]?.[0] ?? -1]));
}

const file = { images: 'images-idx3-ubyte', labels: 'labels-idx1-ubyte', strokes: 'strokes.jsonl' };
const read = (name: string) => readFileSync(join(digits, name));
const keep = (folder: string) => cpSync(digits, folder, { recursive: true });

describe('digits', () => {
  it('are none where nothing was drawn, and make no folder', async () => {
    expect([await names(store), existsSync(digits)]).toEqual([[], false]);
  });

  it('are kept as IDX files and a line of strokes each', async () => {
    expect(await store.add({ strokes: [[[1.5, 2], [3, 4, 0.5]]], image: new Uint8Array(784).fill(9), label: 3 })).toBe(0);
    expect(await store.add({ strokes: [], image: new Uint8Array(784), label: 8 })).toBe(1);
    // 0x08 is uint8, 2 x 28 x 28 in all; source: http://yann.lecun.com/exdb/mnist/
    expect([...read(file.images).subarray(0, 18)]).toEqual([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, 9, 9]);
    expect([...read(file.labels)]).toEqual([0, 0, 8, 1, 0, 0, 0, 2, 3, 8]);
    expect(read(file.strokes).toString()).toBe('{"strokes":[[[1.5,2],[3,4,0.5]]],"label":3}\n{"strokes":[],"label":8}\n');
  });

  it('are kept out of git', async () => {
    await add(1);
    expect(existsSync(join(lab, '.gitignore'))).toBe(true);
  });

  it('are there again after a restart', async () => {
    await add(1, 2, 3);
    expect(await names(openStore())).toEqual([[1, 1, 1], [2, 2, 2], [3, 3, 3]]);
  });

  it('move up when one before them is removed', async () => {
    await add(1, 2, 3);
    await store.remove(1);
    expect(await names(store)).toEqual([[1, 1, 1], [3, 3, 3]]);
    expect(await names(openStore())).toEqual([[1, 1, 1], [3, 3, 3]]);
    expect(readdirSync(digits).sort()).toEqual([file.images, file.labels, file.strokes]);
  });

  it('that another window added are not lost', async () => {
    const other = openStore();
    await add(1);
    await names(other);
    await add(2);
    await other.add({ strokes: [[[3, 0]]], image: new Uint8Array(784).fill(3), label: 3 });
    expect(await names(store)).toEqual([[1, 1, 1], [2, 2, 2], [3, 3, 3]]);
  });

  it('that are added at the same time are all kept', async () => {
    await Promise.all([add(1), add(2), add(3)]);
    expect((await names(store)).sort()).toEqual([[1, 1, 1], [2, 2, 2], [3, 3, 3]]);
  });

  it('are the same object until they change, and then it is said', async () => {
    let changes = 0;
    await add(1);
    store.onChange(() => changes++);
    const before = await store.read();
    expect([(await store.read()) === before, changes]).toEqual([true, 0]);
    await add(2);
    expect([(await store.read()) === before, changes, store.count]).toEqual([false, 1, 2]);
  });

  it('do not become more than there is room for', async () => {
    mkdirSync(digits);
    const count = [0, 0, 0x27, 0x10];
    writeFileSync(join(digits, file.images), Uint8Array.from([0, 0, 8, 3, ...count, 0, 0, 0, 28, 0, 0, 0, 28, ...new Uint8Array(7_840_000)]));
    writeFileSync(join(digits, file.labels), Uint8Array.from([0, 0, 8, 1, ...count, ...new Uint8Array(10_000)]));
    writeFileSync(join(digits, file.strokes), '{"strokes":[],"label":0}\n'.repeat(10_000));
    await expect(add(1)).rejects.toThrow('There is no room for another digit: 10000 are kept, 10000 is the most. Remove some first.');
    await store.remove(9_999);
    await add(1);
    expect(store.count).toBe(10_000);
  });

  it('are not taken without an image, a label or strokes that can be', async () => {
    await expect(store.add({ strokes: [[[1]]], image: new Uint8Array(784), label: 1 })).rejects.toThrow('This is not a drawing: strokes.0.0');
    await expect(store.add({ strokes: [], image: new Uint8Array(784), label: 10 })).rejects.toThrow('label must be a digit, 0 to 9');
    expect(existsSync(digits)).toBe(false);
  });

  it('that do not exist are not removed', async () => {
    await add(1);
    await expect(store.remove(1)).rejects.toThrow('There is no digit 1. You drew 1, counted from 0.');
    await expect(store.strokes(7)).rejects.toThrow('There is no digit 7.');
  });
});

describe('a crash', () => {
  /** What a crash leaves that comes when the files named were written and the others were not. */
  async function crash(work: () => Promise<unknown>, written: readonly string[], left: readonly string[] = []): Promise<DigitStore> {
    const before = join(lab, 'before');
    keep(before);
    await work();
    for (const name of Object.values(file)) if (!written.includes(name)) cpSync(join(before, name), join(digits, name));
    for (const content of left) writeFileSync(join(digits, 'removing.json'), content);
    return openStore();
  }

  it.each([[[file.strokes]], [[file.strokes, file.labels]]])('while a digit is added, after %j, leaves those before it', async (written) => {
    await add(1, 2);
    const after = await crash(() => add(3), written);
    expect(await names(after)).toEqual([[1, 1, 1], [2, 2, 2]]);
    expect(lines).toHaveLength(written.length);
    expect(lines[0]).toContain('holds more digits than the files beside it, as after a crash. The first 2 are used');
  });

  it('while a digit is added loses nothing that is cut: a copy stays, and the log names it', async () => {
    await add(1, 2);
    const after = await crash(() => add(3), [file.strokes]);
    const strokes = read(file.strokes);
    await after.add({ strokes: [[[4, 0]]], image: new Uint8Array(784).fill(4), label: 4 });
    expect(await names(openStore())).toEqual([[1, 1, 1], [2, 2, 2], [4, 4, 4]]);
    const copy = readdirSync(digits).find((name) => name.startsWith('strokes.jsonl.before-')) ?? '';
    expect(read(copy)).toEqual(strokes);
    expect(lines.at(-1)).toBe(`${join(digits, file.strokes)} is cut to 2 digits. It is kept as it was in ${join(digits, copy)}`);
  });

  it('while the first digit is added leaves none', async () => {
    mkdirSync(digits);
    writeFileSync(join(digits, file.strokes), '{"strokes":[],"label":3}\n');
    expect(await names(store)).toEqual([]);
    await add(5);
    expect(await names(openStore())).toEqual([[5, 5, 5]]);
  });

  it.each([[[]], [[file.strokes]], [[file.strokes, file.labels]], [Object.values(file)]])(
    'while a digit is removed, after %j, is made up for: each image keeps its label and strokes',
    async (written) => {
      await add(1, 2, 3);
      const after = await crash(() => store.remove(1), written, ['{"index":1,"count":3}']);
      expect(await names(after)).toEqual([[1, 1, 1], [3, 3, 3]]);
      await after.add({ strokes: [[[4, 0]]], image: new Uint8Array(784).fill(4), label: 4 });
      expect(await names(openStore())).toEqual([[1, 1, 1], [3, 3, 3], [4, 4, 4]]);
      expect(readdirSync(digits).sort()).toEqual([file.images, file.labels, file.strokes]);
    },
  );
});

describe('a damaged file', () => {
  it.each([
    ['of images', file.images, Uint8Array.of(0, 0, 8, 3), 'images-idx3-ubyte is not a valid IDX file: it ends inside its header of 16 bytes.'],
    ['of labels', file.labels, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 3, 10), 'labels-idx1-ubyte has the label 10 at index 1; labels are 0 to 9.'],
    ['of strokes', file.strokes, Uint8Array.of(0xff, 10), 'strokes.jsonl is not UTF-8 text.'],
    ['of a removal', 'removing.json', Uint8Array.of(0x7b), 'removing.json is not JSON'],
  ])('%s is named, and nothing is overwritten', async (_, name, content, sentence) => {
    await add(1, 2);
    writeFileSync(join(digits, name), content);
    const before = Object.values(file).map(read);
    await expect(add(3)).rejects.toThrow(sentence);
    await expect(store.remove(0)).rejects.toThrow(sentence);
    expect(Object.values(file).map(read)).toEqual(before);
  });

  it('that is missing is named, and nothing is overwritten', async () => {
    await add(1, 2);
    rmSync(join(digits, file.labels));
    await expect(add(3)).rejects.toThrow('labels-idx1-ubyte is missing, but the files beside it hold 2 digits. Restore it, or move the folder away.');
    expect(readdirSync(digits).sort()).toEqual([file.images, file.strokes]);
  });

  it('with a line that is no drawing is named when its strokes are asked for, and the line stays as it is', async () => {
    await add(1, 2);
    writeFileSync(join(digits, file.strokes), '{"strokes":\n{"strokes":7,"label":2}\n');
    await expect(store.strokes(0)).rejects.toThrow('strokes.jsonl, line 1 is not JSON');
    await expect(store.strokes(1)).rejects.toThrow('strokes.jsonl, line 2: This is not a drawing: strokes');
    await add(3);
    expect(read(file.strokes).toString().split('\n')[0]).toBe('{"strokes":');
  });
});
