import { describe } from 'vitest';
import type { StateDict } from '../../src/core/stateDict';
import type { Engine, EngineId, LabelledImages, Model } from '../../src/engine/engine';
import { modelSpec } from './modelForTests';
import { describeTensorflow, tensorflowEngine } from './tensorflowForTests';
import { wasmEngine } from './wasmForTests';

/** Compiles a model of 784 -> 10 with plain SGD. Its parameters are zero where none are given. */
export type Compile = (maxRows: number, given?: { readonly parameters?: StateDict; readonly dataset?: LabelledImages }) => Model;

/**
 * Defines a group of tests for each engine: both builds of wasm, and tensorflow, which is skipped where it is not installed.
 * All models of a group come from one engine.
 */
export function describeEveryEngine(name: string, defineTests: (compile: Compile, id: EngineId) => void): void {
  describe(`${name}, wasm fma`, () => defineTests(compileWith(() => wasmEngine('fma')), 'wasm'));
  describe(`${name}, wasm simd`, () => defineTests(compileWith(() => wasmEngine('simd')), 'wasm'));
  describeTensorflow(`${name}, tensorflow`, () => defineTests(compileWith(tensorflowEngine), 'tensorflow'));
}

/** Opens the engine at the first model, because groups that are skipped are defined too. */
function compileWith(open: () => Engine): Compile {
  let engine: Engine | undefined;
  return (maxRows, { parameters, dataset } = {}) => {
    engine ??= open();
    const model = engine.compile(modelSpec(maxRows, dataset));
    if (parameters) model.writeStateDict(parameters);
    return model;
  };
}
