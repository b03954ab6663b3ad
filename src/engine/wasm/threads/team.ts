import type { Job } from './job';
import type { Tasks } from './tasks';

/** Who does a model's jobs. */
export interface Team {
  /** Returns when all tasks of the job are done. Throws an `Error` where one of the team fails. */
  run(job: Job): void;
  dispose(): void;
}

/** One thread, which does all tasks in their order. */
export function soloTeam(tasks: Tasks): Team {
  return {
    run(job) {
      for (let task = 0; task < job.tasks; task++) tasks.run(job, task);
    },
    dispose: () => undefined,
  };
}
