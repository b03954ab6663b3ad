import { UserError } from '../core/userError';
import type { Engine } from '../engine/engine';
import { createTensorflowEngine } from '../engine/tensorflow/tensorflowEngine';
import { createWasmEngine } from '../engine/wasm/wasmEngine';
import type { EngineChoice } from '../protocol/schemas';
import type { EnginePreference, TensorflowCandidate } from '../protocol/trainerContract';
import { testEngine } from './selfTest';
import { findTensorflow, loadTensorflow } from './tensorflowPackage';
import { setTensorflowThreads } from './tensorflowThreads';
import { loadWasmKernels } from './wasmKernels';
import { wasmThreadCount, wasmWorkerStarter } from './wasmThreads';

export interface EngineRequest {
  readonly preference: EnginePreference;
  readonly candidates: readonly TensorflowCandidate[];
  /** Of wasm; 0 leaves the choice to it. TensorFlow's come with the environment. */
  readonly threads: number;
  /** An earlier process died while it loaded TensorFlow: it is not tried again. */
  readonly crashed: boolean;
}

export interface Installation {
  /** The folder of the built program, where kernels and dataset lie. */
  readonly folder: string;
}

/** Hears, before the native library is loaded, from where. */
export type LoadingListener = (folder: string) => void;

export interface ChosenEngine {
  readonly engine: Engine;
  readonly choice: EngineChoice;
}

/**
 * Takes TensorFlow where it is found, loads and passes its self-test, unless wasm is preferred; else wasm. The choice says
 * why. Throws a `UserError` where TensorFlow is asked for and cannot be had.
 */
export function chooseEngine(request: EngineRequest, installation: Installation, loadingTensorflow: LoadingListener): ChosenEngine {
  const { preference, threads } = request;
  if (preference === 'wasm') return openWasm(installation, threads, 'it was asked for');
  try {
    const chosen = openTensorflow(request, loadingTensorflow);
    return preference === 'tensorflow' ? withReason(chosen, 'it was asked for') : chosen;
  } catch (error) {
    if (!(error instanceof UserError) || preference === 'tensorflow') throw error;
    return openWasm(installation, threads, error.message);
  }
}

/** Loads the embedded engine. Throws a `UserError` where its files are missing or it computes wrong. */
export function openWasm({ folder }: Installation, asked: number, reason: string): ChosenEngine {
  const { bytes, shared, build } = loadWasmKernels(folder);
  const threads = { count: wasmThreadCount(asked), kernels: shared, startWorker: wasmWorkerStarter(folder) };
  return test(createWasmEngine({ kernels: bytes, build, threads }), reason);
}

/** Loads TensorFlow. Throws a `UserError` where it is not there, cannot be loaded or computes wrong. */
export function openTensorflow({ candidates, crashed }: Pick<EngineRequest, 'candidates' | 'crashed'>, loading: LoadingListener): ChosenEngine & { readonly folder: string } {
  if (crashed) {
    throw new UserError('tensorflow-crashed', 'TensorFlow crashed while it was loaded. Install @tensorflow/tfjs-node anew, or choose the engine wasm.');
  }
  const found = findTensorflow(candidates);
  if (!found) {
    throw new UserError(
      'tensorflow-missing',
      'TensorFlow was not found. To use it, name a folder with @tensorflow/tfjs-node in mnist.tensorflowPath (in a terminal: MNIST_TENSORFLOW_PATH).',
    );
  }
  const { folder, origin, name } = found;
  loading(folder);
  // On a graphics card the whole batch is worked on at once as it is.
  const threads = name === '@tensorflow/tfjs-node-gpu' ? 1 : setTensorflowThreads();
  const tfjsNode = loadTensorflow(folder);
  try {
    const { engine, choice } = test(createTensorflowEngine({ tfjsNode, threads }), `it was found (${origin}) and passed its self-test`);
    return { engine, choice: { ...choice, threads }, folder };
  } catch (error) {
    if (error instanceof UserError) throw error;
    // Whatever a package that is not what it seems throws here, the embedded engine is there to go on with.
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError('tensorflow-unusable', `TensorFlow in ${folder} cannot be used: ${reason}. Install @tensorflow/tfjs-node anew, or choose the engine wasm.`, { cause: error });
  }
}

function test(engine: Engine, reason: string): ChosenEngine {
  return { engine, choice: { id: engine.id, description: engine.description, probe: testEngine(engine), reason } };
}

function withReason({ engine, choice }: ChosenEngine, reason: string): ChosenEngine {
  return { engine, choice: { ...choice, reason } };
}
