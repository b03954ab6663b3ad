import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseRunFile } from '../../src/core/formats/runFile';
import { configurationOf } from '../../src/core/recipes';
import type { Engine } from '../../src/engine/engine';
import { stepsSchema } from '../../src/protocol/schemas';
import { LiveWeights } from '../../src/trainer/liveWeights';
import { createRun } from '../../src/trainer/newRun';
import type { Emit } from '../../src/trainer/runEnvironment';
import { executeRun } from '../../src/trainer/runExecution';
import { RunControl } from '../../src/trainer/runControl';
import { trainData, wasmEngine } from './enginesForTests';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mnist-execution-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The engine, whose models fail with a bug after so many steps; before the first one, when they are compiled. */
function failingAfter(steps: number): Engine {
  const engine = wasmEngine();
  return {
    ...engine,
    compile(spec) {
      if (steps === 0) throw new Error('the engine broke');
      const model = engine.compile(spec);
      let left = steps;
      const takeSteps: typeof model.steps = (inputs) => {
        left -= inputs.length;
        if (left < 0) throw new Error('the engine broke');
        return model.steps(inputs);
      };
      return new Proxy(model, { get: (target, key) => (key === 'steps' ? takeSteps : (Reflect.get(target, key) as unknown)) });
    },
  };
}

async function run(engine: Engine, emit: Emit = () => undefined) {
  const choice = { id: engine.id, description: engine.description, probe: '0123456789abcdef', reason: 'the test' };
  const start = await createRun({ configuration: configurationOf('notebook', 1), runsFolder: folder }, choice);
  const environment = { engine, dataset: await trainData, control: new RunControl('full'), live: new LiveWeights(), keepCheckpoints: 50, saveIntervalMs: 30_000, emit };
  return executeRun(start, environment, new AbortController().signal);
}

it('keeps every checkpoint where the engine fails in the middle, and says that the run failed', async () => {
  await expect(run(failingAfter(2 * 391 + 10))).rejects.toThrow('the engine broke');
  const runFolder = join(folder, readdirSync(folder)[0] ?? '');
  expect(readdirSync(join(runFolder, 'checkpoints')).filter((name) => !name.includes('resume'))).toEqual([
    'epoch-0000.safetensors',
    'epoch-0001.safetensors',
    'epoch-0002.safetensors',
  ]);
  const { status, problem, last } = parseRunFile(readFileSync(join(runFolder, 'run.json'), 'utf8'), 'run.json');
  expect([status, problem, last?.name]).toEqual(['failed', 'Error: the engine broke', 'epoch-0002']);
});

it('leaves no folder where the engine fails before anything is saved', async () => {
  await expect(run(failingAfter(0))).rejects.toThrow('the engine broke');
  expect(readdirSync(folder)).toEqual([]);
});

it('tells of every step before the one at which the engine fails', async () => {
  let told = 0;
  const emit: Emit = (name, data) => {
    if (name !== 'steps') return;
    const { first, losses } = v.parse(stepsSchema, data);
    expect(first).toBe(told);
    told += losses.length;
  };
  await expect(run(failingAfter(400), emit)).rejects.toThrow('the engine broke');
  expect(told).toBe(400);
});
