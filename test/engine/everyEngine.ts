import { describe } from 'vitest';
import type { StateDict } from '../../src/core/stateDict';
import type { Engine, EngineId, Model, ModelSpec } from '../../src/engine/engine';
import { modelSpec } from './modelForTests';
import { describeTensorflow, tensorflowEngine } from './tensorflowForTests';
import { wasmEngine } from './wasmForTests';

/** What a model may be compiled with; without, it is 784 -> 10 with plain SGD, no dataset, and parameters of zero. */
export interface Given extends Partial<Omit<ModelSpec, 'maxRows'>> {
  readonly parameters?: StateDict;
}

export type Compile = (maxRows: number, given?: Given) => Model;

/**
 * Defines a group of tests for each engine: both builds of wasm, and tensorflow on one thread and three, which are skipped where it is not installed.
 * All models of a group come from one engine.
 */
export function describeEveryEngine(name: string, defineTests: (compile: Compile, id: EngineId) => void): void {
  describe(`${name}, wasm fma`, () => defineTests(compileWith(() => wasmEngine('fma')), 'wasm'));
  describe(`${name}, wasm simd`, () => defineTests(compileWith(() => wasmEngine('simd')), 'wasm'));
  describeTensorflow(`${name}, tensorflow`, () => defineTests(compileWith(() => tensorflowEngine()), 'tensorflow'));
  // Batches of the tests are of all sizes: smaller than three, three, and no multiple of it.
  describeTensorflow(`${name}, tensorflow in three shards`, () => defineTests(compileWith(() => tensorflowEngine(3)), 'tensorflow'));
}

/** Opens the engine at the first model, because groups that are skipped are defined too. */
function compileWith(open: () => Engine): Compile {
  let engine: Engine | undefined;
  return (maxRows, { parameters, ...given } = {}) => {
    engine ??= open();
    const model = engine.compile(modelSpec(maxRows, given));
    if (parameters) model.writeStateDict(parameters);
    return model;
  };
}
