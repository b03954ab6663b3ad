import { totalEpochs, type Intervention } from './configuration';
import type { RunPosition } from './formats/checkpoint';
import type { CheckpointReference, RunFile } from './formats/runFile';
import type { EpochRecord } from './formats/history';

/** How fast a run is shown: as fast as it goes, or an epoch a second. It never changes what is learned. */
export type Pace = 'full' | 'watch';

/** How far a held run goes on. */
export type Until = 'batch' | 'epoch' | 'end';

/** `elsewhere`: a trainer of another window or terminal works on it. `interrupted`: its trainer is gone. */
export type RunPhase = 'training' | 'paused' | 'finished' | 'stopped' | 'failed' | 'interrupted' | 'elsewhere';

/** What is known of a run: the one truth that every view shows. */
export interface RunSnapshot {
  readonly phase: RunPhase;
  /** As it was when the run began, with what was changed since in its configuration; `best` and `last` below are newer. */
  readonly run: RunFile;
  readonly folder: string;
  readonly totalEpochs: number;
  readonly stepsPerEpoch: number;
  /** Epochs done, and steps done in the next one. */
  readonly epoch: number;
  readonly step: number;
  readonly imagesPerSecond?: number | undefined;
  readonly secondsLeft?: number | undefined;
  /** Epoch 0 first. */
  readonly history: readonly EpochRecord[];
  /** Those that are kept, oldest first. */
  readonly checkpoints: readonly CheckpointReference[];
  readonly best?: CheckpointReference | undefined;
  readonly last?: CheckpointReference | undefined;
  /** Why the run failed, or why its files could not be written: a sentence with what to do. */
  readonly problem?: string | undefined;
}

export interface RunStarted {
  readonly run: RunFile;
  readonly folder: string;
  readonly stepsPerEpoch: number;
  /** What there was already, where a run goes on. */
  readonly resumed?: ResumedRun | undefined;
}

/** Where a run that goes on begins, and what it has until there. */
export interface ResumedRun extends RunPosition {
  readonly history: readonly EpochRecord[];
  readonly checkpoints: readonly CheckpointReference[];
}

export type RunEvent =
  | { readonly kind: 'progress'; readonly epoch: number; readonly step: number; readonly imagesPerSecond: number; readonly secondsLeft: number }
  | { readonly kind: 'epoch'; readonly record: EpochRecord }
  /** A checkpoint was saved; those named in `removed` made room for it. */
  | { readonly kind: 'checkpoint'; readonly checkpoint: CheckpointReference; readonly isBest: boolean; readonly removed: readonly string[] }
  /** The run holds at its position, which is saved. */
  | { readonly kind: 'paused'; readonly epoch: number; readonly step: number }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'intervened'; readonly intervention: Intervention }
  | { readonly kind: 'unsaved'; readonly problem: string }
  | { readonly kind: 'ended'; readonly phase: 'finished' | 'stopped' | 'failed' | 'interrupted'; readonly problem?: string | undefined };

export function startRun({ run, folder, stepsPerEpoch, resumed }: RunStarted): RunSnapshot {
  return {
    phase: 'training',
    run,
    folder,
    totalEpochs: totalEpochs(run.configuration),
    stepsPerEpoch,
    epoch: resumed?.epoch ?? 0,
    step: resumed?.step ?? 0,
    history: resumed?.history ?? [],
    checkpoints: resumed?.checkpoints ?? [],
    best: run.best,
    last: run.last,
  };
}

/** Whether a trainer still works on the run, or holds it. */
export function isGoingOn({ phase }: { readonly phase: RunPhase | 'broken' }): boolean {
  return phase === 'training' || phase === 'paused';
}

/** Whether the run ended before its last epoch, in a way that it can go on from. */
export function isResumable({ phase }: { readonly phase: RunPhase | 'broken' }): boolean {
  return phase === 'stopped' || phase === 'interrupted' || phase === 'failed';
}

/** Whether early stopping ended the run before its last epoch. */
export function endedEarly({ phase, epoch, totalEpochs: total, run }: RunSnapshot): boolean {
  return run.configuration.earlyStopping !== null && phase === 'finished' && epoch < total;
}

/** The checkpoint that stands for the run: its last one; the best, where early stopping ended it. */
export function finalCheckpoint(run: RunSnapshot): CheckpointReference | undefined {
  return (endedEarly(run) ? run.best : undefined) ?? run.last;
}

/** Why early stopping ended the run, as a sentence; nothing where it did not. */
export function describeEarlyEnd(run: RunSnapshot): string | undefined {
  const { earlyStopping } = run.run.configuration;
  if (!endedEarly(run) || !earlyStopping) return undefined;
  const { patience } = earlyStopping;
  return `Stopped early after epoch ${run.epoch} of ${run.totalEpochs}: no better for ${patience === 1 ? 'an epoch' : `${patience} epochs`}.`;
}

/** The one reducer: the snapshot after an event. */
export function applyEvent(snapshot: RunSnapshot, event: RunEvent): RunSnapshot {
  switch (event.kind) {
    case 'progress': {
      const { epoch, step, imagesPerSecond, secondsLeft } = event;
      return { ...snapshot, epoch, step, imagesPerSecond, secondsLeft };
    }
    case 'epoch':
      return { ...snapshot, epoch: event.record.epoch, step: 0, history: [...snapshot.history, event.record] };
    case 'checkpoint': {
      const { checkpoint, isBest, removed } = event;
      const kept = snapshot.checkpoints.filter(({ name }) => name !== checkpoint.name && !removed.includes(name));
      // Saving works again, where it did not.
      const problem = undefined;
      return { ...snapshot, ...later(snapshot, checkpoint), checkpoints: [...kept, checkpoint], last: checkpoint, best: isBest ? checkpoint : snapshot.best, problem };
    }
    case 'paused':
      return { ...snapshot, phase: 'paused', epoch: event.epoch, step: event.step, imagesPerSecond: undefined, secondsLeft: undefined };
    case 'resumed':
      return { ...snapshot, phase: 'training' };
    case 'intervened': {
      const { configuration } = snapshot.run;
      const interventions = [...configuration.interventions, event.intervention];
      return { ...snapshot, run: { ...snapshot.run, configuration: { ...configuration, interventions } } };
    }
    case 'unsaved':
      return { ...snapshot, problem: event.problem };
    case 'ended':
      return { ...snapshot, phase: event.phase, secondsLeft: undefined, problem: event.problem ?? snapshot.problem };
    default: {
      const unknown: never = event;
      throw new Error(`no such event: ${JSON.stringify(unknown)}`);
    }
  }
}

/** Progress is told of a few times a second only: where a run stops, its last checkpoint knows better where that was. */
function later(a: RunPosition, b: RunPosition): RunPosition {
  const { epoch, step } = b.epoch > a.epoch || (b.epoch === a.epoch && b.step > a.step) ? b : a;
  return { epoch, step };
}
