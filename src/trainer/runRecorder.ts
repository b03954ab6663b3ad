import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Intervention } from '../core/configuration';
import { checkpointName, formatCheckpoint } from '../core/formats/checkpoint';
import { formatEpochRecord, type EpochRecord } from '../core/formats/history';
import { formatResumeState, type TrainingPoint } from '../core/formats/resumeState';
import { formatRunFile, type CheckpointReference, type RunFile } from '../core/formats/runFile';
import { bytesPerStep } from '../core/formats/stepsFile';
import { floatBytes, type StateDict } from '../core/stateDict';
import { findThinnable } from '../core/thinning';
import type { RunLock } from '../node/runLock';
import { writeAt } from '../node/writeAt';
import { writeFilesWhole, type WholeFile } from '../node/writeFile';
import type { StepResult } from '../engine/engine';

const syncIntervalMs = 1000;

/** A copy of what a run is at some moment, to be written while training goes on. */
export interface RunState {
  readonly point: TrainingPoint;
  readonly stateDict: StateDict;
  readonly slots: StateDict;
  /** The steps since the state before this one. */
  readonly steps: readonly StepResult[];
  /** The epoch's line, where the point is an epoch's end. */
  readonly record: EpochRecord | undefined;
}

/** What a save wrote, and which checkpoints it deleted. */
export interface SavedCheckpoint {
  readonly checkpoint: CheckpointReference;
  readonly isBest: boolean;
  /** Names of checkpoints whose files are gone: thinned out, or replaced. */
  readonly removed: string[];
}

/** What is in a run's folder already. */
export interface Recorded {
  readonly steps: number;
  readonly historyBytes: number;
  /** Oldest first. */
  readonly checkpoints: readonly CheckpointReference[];
}

export interface RecorderOptions {
  readonly folder: string;
  readonly run: RunFile;
  /** Held by this process as long as the recorder is used. */
  readonly lock: Pick<RunLock, 'check'>;
  readonly keepCheckpoints: number;
  readonly recorded: Recorded;
}

/**
 * Writes a run's folder: checkpoints, history, steps and `run.json`. Only the trainer has one, and one a run. Each save
 * is a whole: history and steps, then its two checkpoint files, then what names them, so that nothing half-written is ever
 * listed. What may be written at the same time is: while training goes on, each wait for the disk lasts a time slice.
 */
export class RunRecorder {
  private readonly folder: string;
  private readonly lock: Pick<RunLock, 'check'>;
  private readonly keepCheckpoints: number;
  private run: RunFile;
  private readonly unwrittenSteps: StepResult[] = [];
  private stepsBytes: number;
  private readonly unwritten: EpochRecord[] = [];
  private historyBytes: number;
  private kept: CheckpointReference[];
  private lastSyncMs = -Infinity;

  constructor({ folder, run, lock, keepCheckpoints, recorded }: RecorderOptions) {
    this.folder = folder;
    this.run = run;
    this.lock = lock;
    this.keepCheckpoints = keepCheckpoints;
    this.stepsBytes = recorded.steps * bytesPerStep;
    this.historyBytes = recorded.historyBytes;
    this.kept = [...recorded.checkpoints];
  }

  /** Whether a checkpoint of this run is on the disk. */
  get hasSaved(): boolean {
    return this.kept.length > 0;
  }

  /**
   * Saves a state; one call at a time. The first save of all and `sync` wait for the disk, others do so at most once a
   * second. Throws a `UserError` where the folder cannot be written: nothing saved before is lost, and the next save
   * writes what is missing of the history.
   */
  async save(state: RunState, options: { sync: boolean }): Promise<SavedCheckpoint> {
    const { record } = state;
    const { epoch, step } = state.point;
    const sync = options.sync || performance.now() - this.lastSyncMs >= syncIntervalMs;
    if (sync) this.lastSyncMs = performance.now();
    this.unwrittenSteps.push(...state.steps);
    if (record) {
      this.unwritten.push(record);
      this.run = { ...this.run, seconds: (this.run.seconds ?? 0) + record.seconds };
    }
    const checkpoint = { name: checkpointName(state.point), epoch, step, valAccuracy: record?.valAccuracy ?? null };
    const isBest = record !== undefined && record.valAccuracy > (this.run.best?.valAccuracy ?? -1);
    const run = { ...this.run, last: checkpoint, best: isBest ? checkpoint : this.run.best };

    await this.lock.check();
    const files = [...this.checkpointFiles(checkpoint.name, state), this.runFile(run)];
    await writeFilesWhole(files, { sync }, [this.appendSteps(), this.appendHistory()]);
    this.run = run;
    return { checkpoint, isBest, removed: await this.thin(checkpoint) };
  }

  /** Writes `run.json` as it is, before anything else of the run. */
  async begin(): Promise<void> {
    await this.update({});
  }

  /** Adds a change to the run's configuration; what cannot be written now is written with the next save. */
  async recordIntervention(intervention: Intervention): Promise<void> {
    const { configuration } = this.run;
    await this.lock.check();
    await this.update({ configuration: { ...configuration, interventions: [...configuration.interventions, intervention] } });
  }

  /** Records how the run ended. */
  async end(status: RunFile['status'], problem: string | undefined): Promise<void> {
    await this.lock.check();
    await this.update({ status, problem });
  }

  private async update(changes: Partial<RunFile>): Promise<void> {
    this.run = { ...this.run, ...changes };
    await writeFilesWhole([this.runFile(this.run)], { sync: true });
  }

  private runFile(run: RunFile): WholeFile {
    return { path: join(this.folder, 'run.json'), content: formatRunFile(run) };
  }

  private checkpointPath(name: string): string {
    return join(this.folder, 'checkpoints', `${name}.safetensors`);
  }

  private resumePath(name: string): string {
    return join(this.folder, 'checkpoints', `${name}.resume.safetensors`);
  }

  private checkpointFiles(name: string, { point, stateDict, slots }: RunState): WholeFile[] {
    const { layers, seed, validationCount } = this.run.configuration;
    const { epoch, step } = point;
    const weights = formatCheckpoint({ layers, stateDict, origin: { run: this.run.id, epoch, step, seed, validationCount, dataset: this.run.dataset.hash } });
    const weightsHash = createHash('sha256').update(weights).digest('hex');
    return [
      { path: this.resumePath(name), content: formatResumeState({ ...point, slots, weightsHash }) },
      { path: this.checkpointPath(name), content: weights },
    ];
  }

  private async appendSteps(): Promise<void> {
    const steps = floatBytes(Float32Array.from(this.unwrittenSteps.flatMap(({ loss, correct }) => [loss, correct])));
    await writeAt(join(this.folder, 'steps.f32'), this.stepsBytes, steps);
    this.stepsBytes += steps.length;
    this.unwrittenSteps.length = 0;
  }

  private async appendHistory(): Promise<void> {
    const history = new TextEncoder().encode(this.unwritten.map(formatEpochRecord).join(''));
    await writeAt(join(this.folder, 'history.jsonl'), this.historyBytes, history);
    this.historyBytes += history.length;
    this.unwritten.length = 0;
  }

  /** A checkpoint inside an epoch is replaced by the next; of the others all are kept up to the limit, best and last always. Returns the names of those it deleted. */
  private async thin(newest: CheckpointReference): Promise<string[]> {
    const replaced = this.kept.filter(({ name, step }) => step > 0 && name !== newest.name);
    this.kept = [...this.kept.filter(({ step, name }) => step === 0 && name !== newest.name), newest];
    const superfluous = [...replaced];
    while (this.kept.length > this.keepCheckpoints) {
      const index = findThinnable(
        this.kept.map(({ epoch }) => epoch),
        new Set(this.run.best ? [this.run.best.epoch] : []),
      );
      if (index === undefined) break;
      superfluous.push(...this.kept.splice(index, 1));
    }
    for (const { name } of superfluous) {
      await Promise.all([rm(this.checkpointPath(name), { force: true }), rm(this.resumePath(name), { force: true })]);
    }
    return superfluous.map(({ name }) => name);
  }
}
