import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildKernels } from '../../scripts/kernels.mjs';
import type { Engine } from '../../src/engine/engine';
import { createWasmEngine, type KernelBuild } from '../../src/engine/wasm/wasmEngine';
import { loadWasmKernels } from '../../src/trainer/wasmKernels';

/** Where tests have the kernels of both builds, which are made when this file is imported. */
export const kernelFolder = path.resolve('build/test-kernels');

await buildKernels(kernelFolder);

export function wasmEngine(build: KernelBuild): Engine {
  return createWasmEngine({ kernels: kernelBytes(build), build });
}

function kernelBytes(build: KernelBuild): Uint8Array<ArrayBuffer> {
  if (build === 'simd') return new Uint8Array(readFileSync(path.join(kernelFolder, 'kernels.wasm')));
  const loaded = loadWasmKernels(kernelFolder);
  if (loaded.build !== 'fma') throw new Error('This Node does not accept relaxed SIMD');
  return loaded.bytes;
}
