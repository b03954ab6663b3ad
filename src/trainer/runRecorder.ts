import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Intervention } from '../core/configuration';
import { checkpointName, formatCheckpoint } from '../core/formats/checkpoint';
import { formatEpochRecord, type EpochRecord } from '../core/formats/history';
import { formatResumeState, type TrainingPoint } from '../core/formats/resumeState';
import { formatRunFile, type CheckpointReference, type RunFile } from '../core/formats/runFile';
import { bytesPerStep } from '../core/formats/stepsFile';
import type { StateDict } from '../core/stateDict';
import { findThinnable } from '../core/thinning';
import type { RunLock } from '../node/runLock';
import { writeAt } from '../node/writeAt';
import { writeFileWhole } from '../node/writeFile';
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
 * is a whole: its two checkpoint files first, then what names them, so that nothing half-written is ever listed.
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

    await this.lock.check();
    await this.writeCheckpoint(checkpoint, state, sync);
    await this.appendHistory();
    await this.update({ last: checkpoint, best: isBest ? checkpoint : this.run.best }, sync);
    return { checkpoint, isBest, removed: await this.thin(checkpoint) };
  }

  /** Writes `run.json` as it is, before anything else of the run. */
  async begin(): Promise<void> {
    await this.update({}, true);
  }

  /** Adds a change to the run's configuration; what cannot be written now is written with the next save. */
  async recordIntervention(intervention: Intervention): Promise<void> {
    const { configuration } = this.run;
    await this.lock.check();
    await this.update({ configuration: { ...configuration, interventions: [...configuration.interventions, intervention] } }, true);
  }

  /** Records how the run ended. */
  async end(status: RunFile['status'], problem: string | undefined): Promise<void> {
    await this.lock.check();
    await this.update({ status, problem }, true);
  }

  private async update(changes: Partial<RunFile>, sync: boolean): Promise<void> {
    this.run = { ...this.run, ...changes };
    await writeFileWhole(join(this.folder, 'run.json'), formatRunFile(this.run), { sync });
  }

  private checkpointPath(name: string): string {
    return join(this.folder, 'checkpoints', `${name}.safetensors`);
  }

  private resumePath(name: string): string {
    return join(this.folder, 'checkpoints', `${name}.resume.safetensors`);
  }

  private async writeCheckpoint({ name, epoch, step }: CheckpointReference, { point, stateDict, slots }: RunState, sync: boolean): Promise<void> {
    const { layers, seed, validationCount } = this.run.configuration;
    const origin = { run: this.run.id, epoch, step, seed, validationCount, dataset: this.run.dataset.hash };
    const bytes = formatCheckpoint({ layers, stateDict, origin });
    const weightsHash = createHash('sha256').update(bytes).digest('hex');
    await writeFileWhole(this.resumePath(name), formatResumeState({ ...point, slots, weightsHash }), { sync });
    await writeFileWhole(this.checkpointPath(name), bytes, { sync });
  }

  private async appendHistory(): Promise<void> {
    const steps = littleEndianFloats(this.unwrittenSteps.flatMap(({ loss, correct }) => [loss, correct]));
    await writeAt(join(this.folder, 'steps.f32'), this.stepsBytes, steps);
    this.stepsBytes += steps.length;
    this.unwrittenSteps.length = 0;
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

/** `steps.f32`: loss and count of correct rows of every step, as little-endian 32-bit floats. */
function littleEndianFloats(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => view.setFloat32(index * 4, value, true));
  return new Uint8Array(view.buffer);
}
