import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

// `npm run engine` with stand-ins for npm, g++ and pip. That it really installs is checked by running it.
const onLinux = process.platform === 'linux' && process.arch === 'x64';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'mnist-lab-test-'));
  mkdirSync(path.join(root, 'tools'));
});

afterEach(() => rmSync(root, { recursive: true }));

/** A command of the name, for the script to find, that does what the lines of a shell script say. */
function writeTool(name: string, script: string): void {
  const file = path.join(root, 'tools', name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

/** A package whose product of matrices sums to `sum`, as far as the self-test looks. */
function writePackage(sum: number): string {
  const folder = path.join(root, 'engine/node_modules/@tensorflow/tfjs-node');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'index.js'),
    `module.exports = {
      ones: () => {}, matMul: () => ({ sum: () => ({ dataSync: () => [${sum}] }) }), getBackend: () => 'tensorflow',
      backend: () => ({ binding: { TF_Version: '2.15.1' } }), version: { 'tfjs-node': '4.22.0' },
    };`,
  );
  return folder;
}

function runEngineScript() {
  const env = { PATH: path.join(root, 'tools'), TFJS_NODE_BASE_URI: 'http://127.0.0.1:1/' };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/engine.mjs', path.join(root, 'engine')], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('leaves an installation alone that works', () => {
  writePackage(12);
  expect(runEngineScript()).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^@tensorflow\/tfjs-node 4\.22\.0 with TensorFlow 2\.15\.1 works on Node .*: already in /) as string,
    stderr: '',
  });
});

test('says what does not work before it makes it anew', () => {
  writePackage(11);
  expect(runEngineScript().stdout).toContain('does not work (the sum of 2x3 times 3x2 ones is 11 on tensorflow, not 12); it is made anew.');
});

test('removes an installation that does not work', () => {
  const folder = writePackage(11);
  runEngineScript();
  expect(existsSync(folder)).toBe(false);
});

test('says that npm is missing', () => {
  expect(runEngineScript()).toMatchObject({ status: 1, stderr: expect.stringContaining('npm could not install the packages.') as string });
});

test('shows why npm failed', () => {
  writeTool('npm', 'echo "ENETUNREACH" >&2; exit 1');
  expect(runEngineScript()).toMatchObject({ status: 1, stderr: expect.stringContaining('ENETUNREACH') as string });
});

describe.runIf(onLinux)('where the download of the package is refused', () => {
  beforeEach(() => writeTool('npm', 'exit 0'));

  test('says that TensorFlow is taken from PyPI', () => {
    expect(runEngineScript().stdout).toContain("The package's own download is not reachable");
  });

  test('says that g++ is missing', () => {
    expect(runEngineScript()).toMatchObject({ status: 1, stderr: expect.stringMatching(/^g\+\+ is missing: install it/) as string });
  });

  test('says that pip is missing', () => {
    writeTool('g++', 'exit 0');
    expect(runEngineScript()).toMatchObject({ status: 1, stderr: expect.stringMatching(/^pip is missing: install it/) as string });
  });

  test('shows why pip failed', () => {
    writeTool('g++', 'exit 0');
    writeTool('python3', 'case "$3" in --version) exit 0;; esac; echo "hashes do not match" >&2; exit 1');
    expect(runEngineScript()).toMatchObject({ status: 1, stderr: expect.stringContaining('hashes do not match') as string });
  });
});
