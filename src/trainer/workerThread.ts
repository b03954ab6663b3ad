import { Worker } from 'node:worker_threads';
import type { RunningWorker } from '../engine/wasm/threads/sharedTeam';

/** Starts a program as a thread that does not keep the process alive. `onEnd` hears once, where it fails or ends by itself, how. */
export function startWorker(program: string, workerData: unknown, onEnd: (reason: string) => void): RunningWorker {
  // The parent's own flags (an --inspect, say) are not meant for it.
  const worker = new Worker(program, { workerData, execArgv: [] });
  let isOver = false;
  const end = (reason: string) => {
    if (!isOver) onEnd(reason);
    isOver = true;
  };
  worker.once('error', (error: unknown) => end(error instanceof Error ? error.message : String(error)));
  worker.once('exit', (code) => end(`its worker ended with code ${code}`));
  worker.unref();
  return {
    terminate() {
      isOver = true;
      void worker.terminate();
    },
  };
}
