import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configurationOf } from '../../src/core/recipes';
import type { Log } from '../../src/host/log';
import { Session, type SessionSnapshot, type TrainRequest } from '../../src/host/session';
import { trainerLauncher, type LaunchTrainer, type TrainerProcess } from '../../src/host/trainerProcess';
import type { EngineSettings } from '../../src/host/trainerSupervisor';

export const wasm: EngineSettings = { preference: 'wasm', candidates: [], threads: 1 };

/** A session on the real trainer, with what it logged and the processes it launched. */
export function openSession(launch: LaunchTrainer = trainerLauncher(resolve('dist/trainer.js'))) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log: Log = { info: write, warn: write, error: write };
  const processes: TrainerProcess[] = [];
  const session = new Session((options) => {
    const launched = launch(options);
    processes.push(launched);
    return launched;
  }, log);
  /** As a crash or a system without memory does it: the trainer that was launched last, at once. */
  const killTrainer = () => {
    const pid = processes.at(-1)?.pid;
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  };
  return { session, log, lines, processes, killTrainer };
}

/** Resolves with the first snapshot that fits. */
export function until(session: Session, fits: (snapshot: SessionSnapshot) => boolean): Promise<SessionSnapshot> {
  return new Promise((resolve) => {
    const unlisten = session.onChange((snapshot) => {
      if (!fits(snapshot)) return;
      unlisten();
      resolve(snapshot);
    });
  });
}

export function notebookRequest(runsFolder: string, changes: { epochs?: number } = {}, engine = wasm): TrainRequest {
  return { configuration: configurationOf('notebook', 1, changes), runsFolder, keepCheckpoints: 50, engine, pace: 'full' };
}

/** A folder that looks like an installed `@tensorflow/tfjs-node`, whose program is `code`. */
export function fakeTensorflow(folder: string, code: string): string {
  mkdirSync(join(folder, 'lib', 'napi-v8'), { recursive: true });
  writeFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), '');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@tensorflow/tfjs-node', version: '4.22.0', main: 'index.js' }));
  writeFileSync(join(folder, 'index.js'), code);
  return folder;
}
