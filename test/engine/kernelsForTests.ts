import { readFileSync } from 'node:fs';
import path from 'node:path';
import { instantiateKernels, type Kernels } from '../../src/engine/wasm/kernelExports';
import { Arena } from '../../src/engine/wasm/plan/arena';
import { kernelFolder } from './wasmForTests';

/** The plain kernels on a memory of their own, with buffers for tests. */
export interface KernelBench {
  readonly kernels: Kernels;
  /** Copies floats into the memory and returns their address. */
  readonly put: (values: ArrayLike<number>) => number;
  /** The same with 32-bit integers, and with bytes. */
  readonly putIntegers: (values: ArrayLike<number>) => number;
  readonly putBytes: (values: ArrayLike<number>) => number;
  readonly read: (address: number, count: number) => number[];
  readonly readIntegers: (address: number, count: number) => number[];
  readonly readBytes: (address: number, count: number) => number[];
}

export function kernelBench(): KernelBench {
  const memory = new WebAssembly.Memory({ initial: 32 });
  const arena = new Arena();
  arena.place(64); // so that no buffer is at address 0, which stands for none
  const floats = (address: number, count: number) => new Float32Array(memory.buffer, address, count);
  return {
    kernels: instantiateKernels(new WebAssembly.Module(readFileSync(path.join(kernelFolder, 'kernels.wasm'))), memory),
    put(values) {
      const address = arena.placeFloats(values.length);
      floats(address, values.length).set(values);
      return address;
    },
    putIntegers(values) {
      const address = arena.place(values.length * Int32Array.BYTES_PER_ELEMENT);
      new Int32Array(memory.buffer, address, values.length).set(values);
      return address;
    },
    putBytes(values) {
      const address = arena.place(values.length);
      new Uint8Array(memory.buffer, address, values.length).set(values);
      return address;
    },
    read: (address, count) => [...floats(address, count)],
    readIntegers: (address, count) => [...new Int32Array(memory.buffer, address, count)],
    readBytes: (address, count) => [...new Uint8Array(memory.buffer, address, count)],
  };
}

/** Small whole numbers, the same each time: sums of their products are exact, whatever the order. */
export function wholeNumbers(count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, index) => ((index * 7919 + seed * 104_729) % 11) - 5);
}

/** The sum of `count` terms. */
export function sumOf(count: number, term: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += term(index);
  return sum;
}

export function zeros(count: number): number[] {
  return Array<number>(count).fill(0);
}

export function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new Error(`There is no ${index} among ${values.length}`);
  return value;
}
