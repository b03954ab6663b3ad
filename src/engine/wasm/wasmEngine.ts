import type { Engine } from '../engine';
import { WasmModel } from './wasmModel';

/** Goes up with every change of the kernels that changes a bit of what they compute. */
const kernelsVersion = 1;

/** `fma` is the build with relaxed SIMD (fused multiply-add), `simd` the one that every JavaScript engine of today runs. */
export type KernelBuild = 'fma' | 'simd';

export interface WasmEngineOptions {
  /** The WebAssembly file, `kernels-fma.wasm` or `kernels.wasm`. */
  readonly kernels: Uint8Array<ArrayBuffer>;
  readonly build: KernelBuild;
}

/**
 * The embedded engine: our own kernels in WebAssembly, one thread. It needs nothing but JavaScript and so runs in Node and in
 * any worker. Throws a `WebAssembly.CompileError` where the kernels are not accepted here.
 */
export function createWasmEngine({ kernels, build }: WasmEngineOptions): Engine {
  const module = new WebAssembly.Module(kernels);
  return {
    id: 'wasm',
    description: `wasm ${kernelsVersion} ${build === 'fma' ? 'simd+fma' : 'simd'}`,
    compile: (spec) => new WasmModel(module, spec),
  };
}
