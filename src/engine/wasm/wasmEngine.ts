import type { Engine, Model, ModelSpec } from '../engine';
import { labelledCount } from '../rowChecks';
import { instantiateKernels } from './kernelExports';
import { planModel } from './plan/modelPlan';
import { shardCount } from './plan/batchSplit';
import type { DatasetSize } from './plan/rowsPlan';
import { countNonZeros } from './plan/sparsePlan';
import { isSoftmaxRegression } from './plan/storedSizes';
import { controlAt } from './threads/control';
import { sharedTeam, type StartWorker } from './threads/sharedTeam';
import { Tasks } from './threads/tasks';
import { soloTeam } from './threads/team';
import { WasmModel } from './wasmModel';

/** Goes up with every change of the kernels that changes a bit of what they compute. */
const kernelsVersion = 3;

const pageBytes = 65_536;

/** `fma` is the build with relaxed SIMD (fused multiply-add), `simd` the one that every JavaScript engine of today runs. */
export type KernelBuild = 'fma' | 'simd';

/** What threads need beside the engine. */
export interface ThreadOptions {
  /** How many work on a model with convolutions; others have one. More than there are shards of a batch have nothing to do. */
  readonly count: number;
  /** The kernels of the same build for shared memory: `kernels-fma-shared.wasm` or `kernels-shared.wasm`. */
  readonly kernels: Uint8Array<ArrayBuffer>;
  readonly startWorker: StartWorker;
}

export interface WasmEngineOptions {
  /** The WebAssembly file, `kernels-fma.wasm` or `kernels.wasm`. */
  readonly kernels: Uint8Array<ArrayBuffer>;
  readonly build: KernelBuild;
  /** Without, and where memory cannot be shared, there is one thread. */
  readonly threads?: ThreadOptions;
}

/**
 * The embedded engine: our own kernels in WebAssembly. It needs nothing but JavaScript and so runs in Node and in any worker;
 * what starts further threads comes from outside. The number of threads is no part of what it computes: the bits are the same.
 * Throws a `WebAssembly.CompileError` where the kernels are not accepted here.
 */
export function createWasmEngine({ kernels, build, threads }: WasmEngineOptions): Engine {
  const module = new WebAssembly.Module(kernels);
  const sharing = threads && threads.count > 1 && typeof SharedArrayBuffer === 'function' ? { ...threads, module: new WebAssembly.Module(threads.kernels) } : undefined;
  return {
    id: 'wasm',
    description: `wasm ${kernelsVersion} ${build === 'fma' ? 'simd+fma' : 'simd'}`,
    compile(spec) {
      const { maxRows } = spec;
      if (!Number.isInteger(maxRows) || maxRows < 1) throw new Error(`maxRows is ${maxRows}, not a whole number from 1 on`);
      // Without convolutions a step is too short to be shared: handing it round takes longer than it does.
      const isShared = sharing && spec.layers.some(({ kind }) => kind === 'conv');
      return isShared ? compileShared(sharing.module, spec, Math.min(sharing.count, shardCount), sharing.startWorker) : compileAlone(module, spec);
    },
  };
}

function compileAlone(module: WebAssembly.Module, spec: ModelSpec): Model {
  const plan = planModel(spec, datasetSizeOf(spec), 1);
  const pages = Math.ceil(plan.totalBytes / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const kernels = instantiateKernels(module, memory);
  return new WasmModel(spec, plan, 1, { kernels, memory, team: soloTeam(new Tasks(kernels, memory, plan, spec, 0)) });
}

function compileShared(module: WebAssembly.Module, spec: ModelSpec, threads: number, startWorker: StartWorker): Model {
  const datasetSize = datasetSizeOf(spec);
  const plan = planModel(spec, datasetSize, threads);
  const pages = Math.ceil(plan.totalBytes / pageBytes);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const kernels = instantiateKernels(module, memory);
  const { layers, optimizer, loss, seed, maxRows } = spec;
  const workers = Array.from({ length: threads - 1 }, (_, index) => ({ module, memory, spec: { layers, optimizer, loss, seed, maxRows }, datasetSize, threads, thread: index + 1 }));
  const team = sharedTeam(new Tasks(kernels, memory, plan, spec, 0), controlAt(memory.buffer, plan.control), workers, startWorker);
  return new WasmModel(spec, plan, threads, { kernels, memory, team });
}

function datasetSizeOf({ layers, dataset }: Pick<ModelSpec, 'layers' | 'dataset'>): DatasetSize {
  return {
    rows: dataset ? labelledCount(dataset) : 0,
    nonZeros: isSoftmaxRegression(layers) ? countNonZeros(dataset?.images ?? new Uint8Array()) : undefined,
  };
}
