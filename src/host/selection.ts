import type { RunPosition } from '../core/formats/checkpoint';
import { finalCheckpoint, isGoingOn, type RunEvent, type RunSnapshot } from '../core/run';
import type { StepSeries, Steps } from '../core/stepSeries';
import { UserError } from '../core/userError';
import type { ShownWeights } from '../protocol/labContract';
import type { Weights } from '../protocol/trainerContract';
import type { Log } from './log';
import { checkpointFile, findRun, readRun, readRunSnapshot, readSteps, runFolders, type StoredRun } from './runStore';
import type { Session } from './session';

/** The run and the weights that every view shows. */
export interface Shown {
  readonly run: RunSnapshot;
  readonly steps: StepSeries;
  /** Absent where the run has no checkpoint. Live only while the run goes on. */
  readonly weights: ShownWeights | undefined;
}

/** How what is shown changed: by an event or steps of the shown run, to other weights of it, or to another run or reading of it. */
export type SelectionChange =
  | { readonly kind: 'event'; readonly event: RunEvent }
  | { readonly kind: 'steps'; readonly steps: Steps }
  | { readonly kind: 'weights' }
  | { readonly kind: 'replaced' };

/**
 * Which run and which weights are shown. A run that begins is followed: live weights while it goes on, its last checkpoint
 * after (the best, if early stopping ended it). Until the next one begins, a person may choose another.
 */
export class Selection {
  private readonly listeners = new Set<(change: SelectionChange) => void>();
  private readonly unlisten: (() => void)[];
  private current: Shown | undefined;
  /** The session's run when it was last heard of. */
  private sessionRun: string | undefined;
  /** Counts what was asked for, so that an answer from the disk that is late for it changes nothing. */
  private requests = 0;

  /** `runsFolder` may throw a `UserError` where the settings name none. */
  constructor(
    private readonly session: Session,
    private readonly runsFolder: () => string,
    private readonly log: Log,
  ) {
    this.unlisten = [
      session.onChange(({ run }, event) => this.follow(run, event)),
      session.onSteps((steps) => {
        if (this.current?.steps === session.steps) this.emit({ kind: 'steps', steps });
      }),
    ];
  }

  /** Nothing where no run was trained yet. */
  get shown(): Shown | undefined {
    return this.current;
  }

  /** Calls back after every change until the returned function is called. An event that changes the weights too is told of before them. */
  onChange(listener: (change: SelectionChange) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Shows the newest stored run that has a checkpoint, as after a restart. Without effect where a run is shown already. */
  async restore(): Promise<void> {
    if (this.current) return;
    const request = this.requests;
    for (const folder of await runFolders(this.runsFolder())) {
      try {
        const found = await readStored(await readRun(folder));
        if (request !== this.requests) return;
        if (!found.run.last) continue;
        this.replace({ ...found, weights: finalWeights(found.run) });
        return;
      } catch (error) {
        this.log.warn(error instanceof Error ? error.message : String(error));
      }
    }
  }

  /**
   * Shows a run and one of its checkpoints; without a name its last one, or the live weights of the run that goes on.
   * Throws a `UserError` where there is no such run or checkpoint.
   */
  async show(runId: string, checkpoint?: string): Promise<void> {
    const request = ++this.requests;
    const found = await this.find(runId, checkpoint);
    if (request !== this.requests) return;
    // What was read may be the session's run, which goes on while the disk is read: its snapshot is taken now.
    const { run, steps } = this.ofSession(runId) ?? found;
    const weights = chooseWeights(run, checkpoint);
    const isSame = this.current?.run === run;
    this.current = { run, steps, weights };
    this.emit({ kind: isSame ? 'weights' : 'replaced' });
  }

  /** Shows the newest stored run instead of the shown one, whose folder is gone. */
  async forget(): Promise<void> {
    this.requests++;
    this.current = undefined;
    this.emit({ kind: 'replaced' });
    await this.restore();
  }

  /**
   * What `call` makes of the shown weights; nothing where there are none. It is called a second time where the weights
   * that it was to read went away meanwhile: the run ended, or the checkpoint made room.
   */
  async read<T>(call: (weights: Weights, shown: Shown) => Promise<T>): Promise<T | undefined> {
    const before = this.current;
    const weights = before && weightsOf(before);
    if (!weights) return undefined;
    try {
      return await call(weights, before);
    } catch (error) {
      const after = this.current;
      const others = after && weightsOf(after);
      if (!others || after.weights === before.weights) throw error;
      return call(others, after);
    }
  }

  dispose(): void {
    for (const unlisten of this.unlisten) unlisten();
    this.listeners.clear();
  }

  private follow(run: RunSnapshot | undefined, event: RunEvent | undefined): void {
    if (!run) {
      // Whatever begins next is followed anew, also where it is the same run that goes on.
      this.sessionRun = undefined;
      return;
    }
    if (run.run.id !== this.sessionRun) {
      this.sessionRun = run.run.id;
      this.requests++;
      this.replace({ run, steps: this.session.steps, weights: { kind: 'live' } });
    } else if (event && this.current?.steps === this.session.steps) {
      const { weights, steps } = this.current;
      const next = weights && isThere(weights, run) ? weights : finalWeights(run);
      this.current = { run, steps, weights: next };
      this.emit({ kind: 'event', event });
      if (next !== weights) this.emit({ kind: 'weights' });
    }
  }

  private async find(runId: string, checkpoint: string | undefined): Promise<Pick<Shown, 'run' | 'steps'>> {
    const known = this.ofSession(runId);
    if (known) return known;
    // Going through a run's checkpoints does not read the run again each time.
    if (checkpoint !== undefined && this.current?.run.run.id === runId) return this.current;
    return readStored(await findRun(this.runsFolder(), runId));
  }

  private ofSession(runId: string): Pick<Shown, 'run' | 'steps'> | undefined {
    const { run } = this.session.snapshot;
    return run?.run.id === runId ? { run, steps: this.session.steps } : undefined;
  }

  private replace(shown: Shown): void {
    this.current = shown;
    this.emit({ kind: 'replaced' });
  }

  private emit(change: SelectionChange): void {
    for (const listener of this.listeners) listener(change);
  }
}

/** The shown weights as the trainer is asked for them. */
export function weightsOf({ run, weights }: Shown): Weights | undefined {
  if (!weights || weights.kind === 'live') return weights;
  return { kind: 'checkpoint', file: checkpointFile(run.folder, weights.checkpoint.name) };
}

/**
 * What tells weights apart: those of one run at one position are the same, be they live or a checkpoint. While a run goes
 * on at full speed, its snapshot is some steps behind: the position of an answer says which live weights were read.
 */
export function weightsKey({ folder }: Pick<RunSnapshot, 'folder'>, { epoch, step }: RunPosition): string {
  return `${folder}:${epoch}:${step}`;
}

/** The key of the shown weights. */
export function shownKey({ run, weights }: Shown): string | undefined {
  return weights && weightsKey(run, weights.kind === 'live' ? run : weights.checkpoint);
}

async function readStored(stored: StoredRun): Promise<Pick<Shown, 'run' | 'steps'>> {
  const [run, steps] = await Promise.all([readRunSnapshot(stored), readSteps(stored.folder, stored.run.configuration)]);
  return { run, steps };
}

function chooseWeights(run: RunSnapshot, name: string | undefined): ShownWeights | undefined {
  if (name === undefined) return isGoingOn(run) ? { kind: 'live' } : finalWeights(run);
  const checkpoint = run.checkpoints.find((kept) => kept.name === name);
  if (!checkpoint) throw new UserError('checkpoint-unknown', `The run ${run.run.id} has no checkpoint "${name}". Choose one from its list.`);
  return { kind: 'checkpoint', checkpoint };
}

/** What stands for a run that does not go on. */
function finalWeights(run: RunSnapshot): ShownWeights | undefined {
  const checkpoint = finalCheckpoint(run);
  return checkpoint && { kind: 'checkpoint', checkpoint };
}

function isThere(weights: ShownWeights, run: RunSnapshot): boolean {
  if (weights.kind === 'live') return isGoingOn(run);
  return run.checkpoints.some(({ name }) => name === weights.checkpoint.name);
}
