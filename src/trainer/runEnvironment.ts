import type { Dataset } from '../core/dataset';
import type { Engine } from '../engine/engine';
import type { EventData, EventName, Result } from '../protocol/contract';
import type { TrainerContract } from '../protocol/trainerContract';
import type { StartBending } from './bendingThread';
import type { LiveWeights } from './liveWeights';
import type { RunControl } from './runControl';

/** What others have of a run while it goes on: they steer it, and look at its weights. */
export interface RunHandle {
  readonly control: RunControl;
  readonly live: LiveWeights;
}

export type Emit = <Name extends EventName<TrainerContract>>(name: Name, data: EventData<TrainerContract, Name>) => void;

/** What a run is trained with and by. */
export interface RunEnvironment extends RunHandle {
  readonly engine: Engine;
  readonly dataset: Dataset;
  /** Where a thread may bend images ahead of the steps. */
  readonly startBending?: StartBending | undefined;
  readonly keepCheckpoints: number;
  /** So often, within an epoch that lasts that long, what was learned is saved. */
  readonly saveIntervalMs: number;
  readonly emit: Emit;
}

export type RunEnd = Result<TrainerContract, 'train'>;
