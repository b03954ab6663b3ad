import type { EpochRecord } from '../core/formats/history';
import type { TrainingPoint } from '../core/formats/resumeState';
import type { Model, StepResult } from '../engine/engine';
import type { RunState } from './runRecorder';
import { checkFinite } from './trainingLoop';

/** Copies of what a run is, to be saved, each with the steps since the one before. */
export class RunStates {
  private steps: StepResult[] = [];
  private takenMs = performance.now();

  constructor(private readonly model: Model) {}

  stepsEnded(results: readonly StepResult[]): void {
    this.steps.push(...results);
  }

  /** Milliseconds since the last copy. */
  get ageMs(): number {
    return performance.now() - this.takenMs;
  }

  /** Throws a `UserError` where a parameter is no longer a number. */
  take(point: TrainingPoint, record?: EpochRecord): RunState {
    const stateDict = this.model.readStateDict();
    // At an epoch's end, training itself has checked.
    if (point.step > 0) checkFinite(stateDict, point);
    const { steps } = this;
    this.steps = [];
    this.takenMs = performance.now();
    return { point, stateDict, slots: this.model.readSlots(), steps, record };
  }

  /** As `take`, but nothing at an epoch's end: there everything was taken with its record. */
  takeInside(point: TrainingPoint): RunState | undefined {
    return point.step > 0 ? this.take(point) : undefined;
  }
}
