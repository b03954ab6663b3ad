import { UserError } from '../core/userError';
import type { Engine, EngineId } from '../engine/engine';
import { createTensorflowEngine } from '../engine/tensorflow/tensorflowEngine';
import { createWasmEngine } from '../engine/wasm/wasmEngine';
import type { EngineChoice, EnginePreference, TensorflowCandidate } from '../protocol/trainerContract';
import { testEngine } from './selfTest';
import { findTensorflow, loadTensorflow } from './tensorflowPackage';
import { loadWasmKernels } from './wasmKernels';

export interface EngineRequest {
  readonly preference: EnginePreference;
  readonly candidates: readonly TensorflowCandidate[];
  /** An earlier process died while it loaded TensorFlow: it is not tried again. */
  readonly crashed: boolean;
}

export interface Installation {
  /** The folder of the built program, where the kernels lie. */
  readonly folder: string;
}

export interface ChosenEngine {
  readonly engine: Engine;
  readonly choice: EngineChoice;
}

/**
 * Takes TensorFlow where it is found, loads and passes its self-test, unless wasm is preferred; else wasm. The choice says
 * why. Throws a `UserError` where TensorFlow is asked for and cannot be had.
 */
export function chooseEngine(request: EngineRequest, installation: Installation, loadingTensorflow: (folder: string) => void): ChosenEngine {
  if (request.preference === 'wasm') return chooseWasm(installation, 'it was asked for');
  try {
    const engine = openTensorflow(request, loadingTensorflow);
    const reason = request.preference === 'tensorflow' ? 'it was asked for' : 'it was found and passed its self-test';
    return describe(engine, reason);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (request.preference === 'tensorflow') throw error;
    return chooseWasm(installation, error.message);
  }
}

/** Loads one engine by name, with its self-test. Throws a `UserError` where it is not there or computes wrong. */
export function openEngine(id: EngineId, request: EngineRequest, installation: Installation, loadingTensorflow: (folder: string) => void): ChosenEngine {
  return id === 'wasm' ? chooseWasm(installation, '') : describe(openTensorflow(request, loadingTensorflow), '');
}

function chooseWasm({ folder }: Installation, reason: string): ChosenEngine {
  const { bytes, build } = loadWasmKernels(folder);
  return describe(createWasmEngine({ kernels: bytes, build, version: '1' }), reason);
}

function openTensorflow({ candidates, crashed }: EngineRequest, loading: (folder: string) => void): Engine {
  if (crashed) throw new UserError('tensorflow-crashed', 'TensorFlow crashed while it was loaded. Reinstall @tensorflow/tfjs-node, or choose the engine wasm.');
  const found = findTensorflow(candidates);
  if (!found) throw new UserError('tensorflow-missing', 'TensorFlow was not found. To use it, name a folder with @tensorflow/tfjs-node in mnist.tensorflowPath (in a terminal: MNIST_TENSORFLOW_PATH).');
  loading(found.folder);
  const threads = Number(process.env['TF_NUM_INTRAOP_THREADS'] ?? 1);
  return createTensorflowEngine({ tfjsNode: loadTensorflow(found.folder), threads });
}

function describe(engine: Engine, reason: string): ChosenEngine {
  return { engine, choice: { id: engine.id, description: engine.description, probe: testEngine(engine), reason } };
}
