import { describe } from 'vitest';
import type { OptimizerSpec } from '../../src/core/optimizer';
import type { StateDict } from '../../src/core/stateDict';
import type { Engine, EngineId, LabelledImages, Model } from '../../src/engine/engine';
import { modelSpec } from './modelForTests';
import { describeTensorflow, tensorflowEngine } from './tensorflowForTests';
import { wasmEngine } from './wasmForTests';

/** What a model may be compiled with; without, it has plain SGD, no dataset, and parameters of zero. */
export interface Given {
  readonly parameters?: StateDict;
  readonly dataset?: LabelledImages;
  readonly optimizer?: OptimizerSpec;
}

/** Compiles a model of 784 -> 10. */
export type Compile = (maxRows: number, given?: Given) => Model;

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
  return (maxRows, { parameters, dataset, optimizer } = {}) => {
    engine ??= open();
    const model = engine.compile(modelSpec(maxRows, dataset, optimizer));
    if (parameters) model.writeStateDict(parameters);
    return model;
  };
}
