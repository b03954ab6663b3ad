import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../src/core/userError';
import { loadWasmKernels } from '../../src/trainer/wasmKernels';
import { kernelFolder } from './wasmForTests';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mnist-kernels-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function codeOfError(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
  return undefined;
}

test('the build with fused multiply-add is taken where it is accepted, as on Node 20 and later', () => {
  expect(loadWasmKernels(kernelFolder)).toEqual({
    bytes: new Uint8Array(readFileSync(path.join(kernelFolder, 'kernels-fma.wasm'))),
    shared: new Uint8Array(readFileSync(path.join(kernelFolder, 'kernels-fma-shared.wasm'))),
    build: 'fma',
  });
});

test('the plain build is taken where the other is refused', () => {
  writeFileSync(path.join(folder, 'kernels-fma.wasm'), 'not accepted');
  for (const name of ['kernels.wasm', 'kernels-shared.wasm']) copyFileSync(path.join(kernelFolder, name), path.join(folder, name));
  expect(loadWasmKernels(folder).build).toBe('simd');
});

test('missing files are a damaged installation', () => {
  expect(codeOfError(() => loadWasmKernels(folder))).toBe('installation-damaged');
});

test('files that are not WebAssembly are a damaged installation', () => {
  writeFileSync(path.join(folder, 'kernels-fma.wasm'), 'damaged');
  writeFileSync(path.join(folder, 'kernels.wasm'), 'damaged');
  expect(codeOfError(() => loadWasmKernels(folder))).toBe('installation-damaged');
});
