import type { Intervention } from '../core/configuration';
import type { StateDict } from '../core/stateDict';
import { UserError } from '../core/userError';
import { collectGarbage } from './collectGarbage';
import type { RunRecorder, RunState, SavedCheckpoint } from './runRecorder';

export interface SaveListener {
  saved(saved: SavedCheckpoint): void;
  /** Saving failed; training goes on and the next save tries again. Not heard again before a save succeeded. */
  unsaved(problem: string): void;
}

/** So many copies of a run's state may wait to be written: what a disk needs now and then for a flush, it catches up with. */
const maxWaiting = 16;

/** Copies that were written are freed when they come to so much: V8 lets them lie until they are some 80 MB. */
const mostGarbageBytes = 16 << 20;

/** Saves one state after another while training goes on. A disk slower than the training holds it up in the end, not the memory. */
export class BackgroundSaver {
  private saving: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private problem: string | undefined;
  private garbageBytes = 0;

  constructor(
    private readonly recorder: RunRecorder,
    private readonly listener: SaveListener,
  ) {}

  /** Resolves at once, or when what waited before is saved, where that is much. */
  async save(state: RunState): Promise<void> {
    if (this.waiting >= maxWaiting) await this.saving;
    this.waiting++;
    this.saving = this.saving.then(() => this.attempt(state, { sync: false })).finally(() => this.waiting--);
  }

  /** Writes what a person changed, before it applies. */
  async recordIntervention(intervention: Intervention): Promise<void> {
    await this.saving;
    await this.guard(() => this.recorder.recordIntervention(intervention));
  }

  /** Resolves when everything is saved, this state on the disk; with the problem where that failed. */
  async saveLast(state: RunState | undefined): Promise<string | undefined> {
    await this.saving;
    if (state) await this.attempt(state, { sync: true });
    return this.problem;
  }

  private attempt(state: RunState, options: { sync: boolean }): Promise<void> {
    return this.guard(async () => {
      this.listener.saved(await this.recorder.save(state, options));
      this.countGarbage(state);
    });
  }

  private countGarbage({ stateDict, slots }: RunState): void {
    // Once as arrays, once as the files' content.
    this.garbageBytes += 2 * (byteCount(stateDict) + byteCount(slots));
    if (this.garbageBytes < mostGarbageBytes) return;
    this.garbageBytes = 0;
    setImmediate(collectGarbage);
  }

  /** Lets training go on where writing fails, and reports that once. */
  private async guard(write: () => Promise<void>): Promise<void> {
    try {
      await write();
      this.problem = undefined;
    } catch (error) {
      const problem = error instanceof UserError ? error.message : `The run could not be saved: ${String(error)}`;
      const isNew = this.problem === undefined;
      this.problem = problem;
      if (isNew) this.listener.unsaved(problem);
    }
  }
}

function byteCount(stateDict: StateDict): number {
  return [...stateDict.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
}
