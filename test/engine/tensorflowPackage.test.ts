import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UserError } from '../../src/core/userError';
import { findTensorflow, loadTensorflow } from '../../src/trainer/tensorflowPackage';

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'mnist-lab-test-')));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

/** Writes a package with a stand-in for its native half, and returns its folder. */
function writePackage(folder: string, { name = '@tensorflow/tfjs-node', native = true, main = '' } = {}): string {
  const target = path.join(root, folder);
  mkdirSync(path.join(target, 'lib/napi-v8'), { recursive: true });
  writeFileSync(path.join(target, 'package.json'), JSON.stringify({ name, version: '4.22.0', main: 'index.js' }));
  writeFileSync(path.join(target, 'index.js'), main);
  if (native) writeFileSync(path.join(target, 'lib/napi-v8/tfjs_binding.node'), '');
  return target;
}

describe('findTensorflow', () => {
  const find = (...folders: string[]) => findTensorflow(folders.map((folder) => ({ origin: `from ${folder}`, folder: path.join(root, folder) })));

  test('finds a folder that is the package', () => {
    const folder = writePackage('tfjs');
    expect(find('tfjs')).toEqual({ origin: 'from tfjs', folder, name: '@tensorflow/tfjs-node', version: '4.22.0' });
  });

  test.each(['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'])('finds %s in the node_modules of a folder', (name) => {
    const folder = writePackage(`project/node_modules/${name}`, { name });
    expect(find('project')).toEqual({ origin: 'from project', folder, name, version: '4.22.0' });
  });

  test('takes the first of several', () => {
    writePackage('first');
    writePackage('second');
    expect(find('none', 'first', 'second')?.origin).toBe('from first');
  });

  test('passes over a package without its native half', () => {
    writePackage('broken', { native: false });
    writePackage('whole');
    expect(find('broken', 'whole')?.origin).toBe('from whole');
  });

  test('passes over another package', () => {
    writePackage('other', { name: '@tensorflow/tfjs' });
    expect(find('other')).toBeUndefined();
  });

  test('passes over a package.json that is not JSON', () => {
    writeFileSync(path.join(writePackage('broken'), 'package.json'), '{');
    expect(find('broken')).toBeUndefined();
  });

  test('loads nothing', () => {
    writePackage('tfjs', { main: 'throw new Error("loaded")' });
    expect(find('tfjs')?.version).toBe('4.22.0');
  });
});

describe('loadTensorflow', () => {
  test('returns the module', () => {
    expect(loadTensorflow(writePackage('tfjs', { main: 'module.exports = { answer: 42 }' }))).toEqual({ answer: 42 });
  });

  test('gives the package the util functions that Node 23 removed', () => {
    const main = 'const util = require("util"); module.exports = [util.isNullOrUndefined(undefined), util.isArray([])]';
    expect(loadTensorflow(writePackage('tfjs', { main }))).toEqual([true, true]);
  });

  const main = 'module.exports = [process.env.TF_CPP_MIN_LOG_LEVEL, process.env.TF_ENABLE_ONEDNN_OPTS, process.env.TF_NUM_INTRAOP_THREADS]';

  test('sets the environment of TensorFlow before the package is loaded', () => {
    for (const name of ['TF_CPP_MIN_LOG_LEVEL', 'TF_ENABLE_ONEDNN_OPTS', 'TF_NUM_INTRAOP_THREADS']) vi.stubEnv(name, undefined);
    expect(loadTensorflow(writePackage('tfjs', { main }))).toEqual(['2', '1', '1']);
  });

  test('leaves the environment that the user has set', () => {
    vi.stubEnv('TF_CPP_MIN_LOG_LEVEL', '0');
    vi.stubEnv('TF_ENABLE_ONEDNN_OPTS', '0');
    vi.stubEnv('TF_NUM_INTRAOP_THREADS', '4');
    expect(loadTensorflow(writePackage('tfjs', { main }))).toEqual(['0', '0', '4']);
  });

  test('says in one line why a package cannot be loaded', () => {
    const folder = writePackage('tfjs', { main: 'throw new Error("libtensorflow.so:\\n  file too short")' });
    const sentence = `TensorFlow could not be loaded from ${folder}: libtensorflow.so: file too short. Install @tensorflow/tfjs-node anew, or set the engine to wasm.`;
    expect(() => loadTensorflow(folder)).toThrow(new UserError('tensorflow-unloadable', sentence));
  });
});
