import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { StartWorker } from '../engine/wasm/threads/sharedTeam';
import { startWorker } from './workerThread';

const mostThreads = 8;

/** The threads of the engine wasm: those that are asked for, or for 0 one less than there are cores, 1 to 8. */
export function wasmThreadCount(asked: number, cores = availableParallelism()): number {
  return asked > 0 ? asked : Math.max(1, Math.min(mostThreads, cores - 1));
}

/** Starts workers with the program `wasmWorker.js` of a folder. They end with their model, and with the process. */
export function wasmWorkerStarter(folder: string): StartWorker {
  return (workerData, onEnd) => startWorker(path.resolve(folder, 'wasmWorker.js'), workerData, onEnd);
}
