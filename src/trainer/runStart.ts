import type { CheckpointReference, RunFile } from '../core/formats/runFile';
import type { EpochRecord } from '../core/formats/history';
import type { TrainingPoint } from '../core/formats/resumeState';
import type { StateDict } from '../core/stateDict';
import type { Steps } from '../core/stepSeries';
import type { RunLock } from '../node/runLock';

/** A run that is ready to train: its folder, which is locked, and what the model begins with. */
export interface RunStart {
  readonly folder: string;
  readonly run: RunFile;
  readonly lock: RunLock;
  readonly stateDict: StateDict;
  /** Whether the folder was made just now, and may go where nothing comes to be saved in it. */
  readonly isNew: boolean;
  /** Absent where there is no checkpoint yet: the run begins at its beginning. */
  readonly resumed?: StoredTraining | undefined;
}

/** What a run's folder holds until the checkpoint that it goes on from. */
export interface StoredTraining {
  readonly point: TrainingPoint;
  readonly slots: StateDict;
  readonly history: readonly EpochRecord[];
  readonly historyBytes: number;
  readonly steps: Steps;
  /** Oldest first; the last is the one that it goes on from. */
  readonly checkpoints: readonly CheckpointReference[];
  /** What had to be mended in the folder, as sentences. */
  readonly repairs: readonly string[];
}
