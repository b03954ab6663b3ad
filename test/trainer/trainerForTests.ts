import { describe, onTestFinished } from 'vitest';
import { configurationOf } from '../../src/core/recipes';
import { Client } from '../../src/protocol/client';
import type { EventData, EventName, Params } from '../../src/protocol/contract';
import { Server } from '../../src/protocol/server';
import { trainerContract, type TrainerContract } from '../../src/protocol/trainerContract';
import { createTrainer } from '../../src/trainer/trainer';
import { installedTensorflow } from '../engine/tensorflowForTests';
import { memoryPorts } from '../protocol/memoryPorts';
import { builtFolder } from './enginesForTests';

type EventOf<Name extends EventName<TrainerContract>> = { readonly name: Name; readonly data: EventData<TrainerContract, Name> };
export type TrainerEvent = EventOf<'runStarted'> | EventOf<'steps'> | EventOf<'epoch'> | EventOf<'checkpoint'> | EventOf<'paused'>;

/** A trainer behind its contract, in this process, with what it told of. */
export interface TestTrainer {
  readonly client: Client<TrainerContract>;
  readonly events: TrainerEvent[];
  /** Resolves when the next event of this name has come. */
  next(name: TrainerEvent['name']): Promise<void>;
}

/** A trainer that has no engine yet; its calls are aborted when the test ends. */
export function connectTrainer(saveIntervalMs?: number): TestTrainer {
  const { a, b, close } = memoryPorts();
  const events: TrainerEvent[] = [];
  const waiting = new Map<TrainerEvent['name'], () => void>();
  const hear = (event: TrainerEvent) => {
    events.push(event);
    waiting.get(event.name)?.();
  };
  const listeners = {
    runStarted: (data: EventData<TrainerContract, 'runStarted'>) => hear({ name: 'runStarted', data }),
    steps: (data: EventData<TrainerContract, 'steps'>) => hear({ name: 'steps', data }),
    epoch: (data: EventData<TrainerContract, 'epoch'>) => hear({ name: 'epoch', data }),
    checkpoint: (data: EventData<TrainerContract, 'checkpoint'>) => hear({ name: 'checkpoint', data }),
    paused: (data: EventData<TrainerContract, 'paused'>) => hear({ name: 'paused', data }),
  };
  const malformed = (problem: string) => {
    throw new Error(problem);
  };
  const client = new Client(a, trainerContract, listeners, malformed);
  const server: Server<TrainerContract> = new Server(
    b,
    trainerContract,
    createTrainer({ folder: builtFolder }, (name, data) => server.emit(name, data), saveIntervalMs),
  );
  onTestFinished(close);
  return { client, events, next: (name) => new Promise((resolve) => waiting.set(name, resolve)) };
}

/** Runs a group of tests on each engine's trainer; TensorFlow's are skipped where it is not installed. */
export function describeTrainers(name: string, tests: (open: (saveIntervalMs?: number) => Promise<TestTrainer>) => void): void {
  const opening = (preference: 'wasm' | 'tensorflow') => async (saveIntervalMs?: number) => {
    const trainer = connectTrainer(saveIntervalMs);
    await trainer.client.call('open', { preference, candidates: installedTensorflow ? [{ origin: 'tests', folder: installedTensorflow.folder }] : [], threads: 0, crashed: false });
    return trainer;
  };
  describe(`${name} on wasm`, () => tests(opening('wasm')));
  describe.skipIf(!installedTensorflow)(`${name} on tensorflow`, () => tests(opening('tensorflow')));
}

/** A run by the recipe `notebook`. */
export function notebookRun(runsFolder: string, epochs: number): Params<TrainerContract, 'train'> {
  return { configuration: configurationOf('notebook', 1, { epochs }), runsFolder, keepCheckpoints: 50, pace: 'full' };
}
