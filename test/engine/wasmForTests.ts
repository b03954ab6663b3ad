import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build as bundle } from 'esbuild';
import { buildKernels } from '../../scripts/kernels.mjs';
import type { Engine } from '../../src/engine/engine';
import type { StartWorker } from '../../src/engine/wasm/threads/sharedTeam';
import { createWasmEngine, type KernelBuild } from '../../src/engine/wasm/wasmEngine';
import { loadWasmKernels } from '../../src/trainer/wasmKernels';
import { wasmWorkerStarter } from '../../src/trainer/wasmThreads';

/** Where tests have the kernels of all builds and the workers' program, which are made when this file is imported. */
export const kernelFolder = path.resolve('build/test-kernels');

await buildKernels(kernelFolder);
await bundle({ entryPoints: ['src/trainer/wasmWorker.ts'], outfile: path.join(kernelFolder, 'wasmWorker.js'), bundle: true, platform: 'node', format: 'cjs', target: 'node20' });

export function wasmEngine(build: KernelBuild): Engine {
  return createWasmEngine({ kernels: kernelBytes(build), build });
}

/** The engine with so many threads, which are worker_threads unless something else starts them. */
export function threadedEngine(count: number, build: KernelBuild = 'fma', startWorker: StartWorker = wasmWorkerStarter(kernelFolder)): Engine {
  const name = build === 'fma' ? 'kernels-fma-shared.wasm' : 'kernels-shared.wasm';
  const kernels = new Uint8Array(readFileSync(path.join(kernelFolder, name)));
  return createWasmEngine({ kernels: kernelBytes(build), build, threads: { count, kernels, startWorker } });
}

function kernelBytes(build: KernelBuild): Uint8Array<ArrayBuffer> {
  if (build === 'simd') return new Uint8Array(readFileSync(path.join(kernelFolder, 'kernels.wasm')));
  const loaded = loadWasmKernels(kernelFolder);
  if (loaded.build !== 'fma') throw new Error('This Node does not accept relaxed SIMD');
  return loaded.bytes;
}
