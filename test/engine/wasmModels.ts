import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LabelledImages, Model } from '../../src/engine/engine';
import type { StateDict } from '../../src/core/stateDict';
import { createWasmEngine } from '../../src/engine/wasm/wasmEngine';
import type { KernelBuild } from '../../src/engine/wasm/wasmEngine';
import { loadWasmKernels } from '../../src/trainer/wasmKernels';

export const kernelFolder = path.resolve('build/test-kernels');

export const builds: readonly KernelBuild[] = ['fma', 'simd'];

/** A model of 784 -> 10 on the kernels of one build, which `buildKernels(kernelFolder)` has made. */
export function compileModel(build: KernelBuild, maxRows: number, dataset?: LabelledImages): Model {
  return createWasmEngine({ kernels: kernelBytes(build), build }).compile({
    layers: [{ kind: 'dense', inputs: 784, outputs: 10 }],
    optimizer: { kind: 'sgd' },
    loss: { kind: 'crossEntropy' },
    seed: 1,
    maxRows,
    ...(dataset && { dataset }),
  });
}

export function kernelBytes(build: KernelBuild): Uint8Array<ArrayBuffer> {
  if (build === 'simd') return new Uint8Array(readFileSync(path.join(kernelFolder, 'kernels.wasm')));
  const loaded = loadWasmKernels(kernelFolder);
  if (loaded.build !== 'fma') throw new Error('This Node does not accept relaxed SIMD');
  return loaded.bytes;
}

/** Images like digits in their statistics (four pixels of five are paper), the same for the same seed. */
export function randomImages(n: number, seed: number): LabelledImages {
  const random = createRandom(seed);
  const images = Uint8Array.from({ length: n * 784 }, () => (random() < 0.8 ? 0 : Math.floor(random() * 256)));
  const labels = Uint8Array.from({ length: n }, () => Math.floor(random() * 10));
  return { images, labels };
}

/** Parameters uniform in ±`limit`. */
export function randomParameters(limit: number, seed: number): StateDict {
  const random = createRandom(seed);
  const uniform = () => (random() * 2 - 1) * limit;
  return new Map([
    ['linear.weight', { shape: [10, 784], data: Float32Array.from({ length: 7840 }, uniform) }],
    ['linear.bias', { shape: [10], data: Float32Array.from({ length: 10 }, uniform) }],
  ]);
}

/** Numbers in 0..1: mulberry32, by Tommy Ettinger (public domain). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The largest absolute difference of two state dicts. Throws where their names or lengths differ. */
export function largestDifference(a: StateDict, b: StateDict): number {
  if ([...a.keys()].join() !== [...b.keys()].join()) throw new Error(`${[...a.keys()].join()} / ${[...b.keys()].join()}`);
  let largest = 0;
  for (const [name, { data }] of a) {
    const other = b.get(name)?.data ?? new Float32Array();
    if (other.length !== data.length) throw new Error(`${name}: ${data.length} / ${other.length} values`);
    data.forEach((value, index) => {
      const difference = Math.abs(value - (other[index] ?? NaN));
      // Not Math.max alone: NaN must not count as no difference.
      largest = difference <= largest ? largest : difference;
    });
  }
  return largest;
}

/** `a - factor * b`, parameter by parameter. Before less after one step of SGD at learning rate 1 is the gradient. */
export function subtract(a: StateDict, b: StateDict, factor = 1): StateDict {
  return new Map(
    [...a].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value, index) => value - factor * (b.get(name)?.data[index] ?? NaN)) },
    ]),
  );
}
