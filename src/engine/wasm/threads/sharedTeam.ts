import type { Control } from './control';
import type { Job } from './job';
import type { Tasks } from './tasks';
import type { Team } from './team';
import type { WorkerData } from './worker';

/** A worker that runs `runWorker`. */
export interface RunningWorker {
  terminate(): void;
}

/**
 * Starts a worker whose program passes the data to `runWorker`. `onEnd` hears once, where the worker fails or ends by itself,
 * how. The worker must not keep its process alive.
 */
export type StartWorker = (data: WorkerData, onEnd: (reason: string) => void) => RunningWorker;

// A part of a task takes milliseconds; of the largest models, on a machine with much else to do, seconds.
const usualPatienceMs = 30_000;

/**
 * This thread and `workers`, which are started with the first job that has tasks for several. Nothing waits for them to come
 * up: whoever is there draws tasks. Which thread did a task is not seen in the results. A worker that ends, or that makes no
 * progress for `patienceMs`, makes this and all later jobs an `Error`.
 */
export function sharedTeam(tasks: Pick<Tasks, 'run'>, control: Control, workers: readonly WorkerData[], startWorker: StartWorker, patienceMs = usualPatienceMs): Team {
  let running: readonly RunningWorker[] | undefined;
  let problem: string | undefined;

  const awaitAll = ({ tasks: count }: Job) => {
    let seen = -1;
    let deadline = 0;
    for (let done = control.done(); done < count; done = control.done()) {
      const beats = control.beats() + done;
      if (beats !== seen) {
        seen = beats;
        deadline = performance.now() + patienceMs;
      } else if (performance.now() > deadline) {
        problem = `no progress for ${patienceMs / 1000} s`;
        return;
      }
      control.awaitDone(done, Math.min(1000, patienceMs));
    }
    if (control.hasFailed()) problem ??= 'it failed';
  };

  return {
    run(job) {
      if (problem === undefined && job.tasks > 1) {
        running ??= workers.map((data) => startWorker(data, (reason) => (problem ??= reason)));
        control.offer(job);
        for (let task = control.draw(); task !== undefined; task = control.draw()) {
          tasks.run(job, task);
          control.finish();
        }
        awaitAll(job);
      } else if (problem === undefined) {
        tasks.run(job, 0);
      }
      if (problem !== undefined) throw new Error(`A thread of the engine ended: ${problem}`);
    },
    dispose() {
      control.close();
      for (const worker of running ?? []) worker.terminate();
      running = [];
    },
  };
}
