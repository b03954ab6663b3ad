import type { Engine, Model, ModelSpec } from '../engine';
import { labelledCount } from '../rowChecks';
import { instantiateKernels } from './kernelExports';
import { planModel } from './plan/modelPlan';
import { Tasks } from './tasks';
import { soloTeam } from './team';
import { WasmModel } from './wasmModel';

/** Goes up with every change of the kernels that changes a bit of what they compute. */
const kernelsVersion = 1;

const pageBytes = 65_536;

/** `fma` is the build with relaxed SIMD (fused multiply-add), `simd` the one that every JavaScript engine of today runs. */
export type KernelBuild = 'fma' | 'simd';

export interface WasmEngineOptions {
  /** The WebAssembly file, `kernels-fma.wasm` or `kernels.wasm`. */
  readonly kernels: Uint8Array<ArrayBuffer>;
  readonly build: KernelBuild;
}

/**
 * The embedded engine: our own kernels in WebAssembly. It needs nothing but JavaScript and so runs in Node and in any worker.
 * Throws a `WebAssembly.CompileError` where the kernels are not accepted here.
 */
export function createWasmEngine({ kernels, build }: WasmEngineOptions): Engine {
  const module = new WebAssembly.Module(kernels);
  return {
    id: 'wasm',
    description: `wasm ${kernelsVersion} ${build === 'fma' ? 'simd+fma' : 'simd'}`,
    compile: (spec) => compileModel(module, spec),
  };
}

function compileModel(module: WebAssembly.Module, spec: ModelSpec): Model {
  const { maxRows, dataset } = spec;
  if (!Number.isInteger(maxRows) || maxRows < 1) throw new Error(`maxRows is ${maxRows}, not a whole number from 1 on`);
  const plan = planModel(spec, dataset ? labelledCount(dataset) : 0, 1);
  const pages = Math.ceil(plan.totalBytes / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const kernels = instantiateKernels(module, memory);
  return new WasmModel(spec, plan, 1, { kernels, memory, team: soloTeam(new Tasks(kernels, memory, plan, spec, 0)) });
}
