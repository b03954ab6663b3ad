import { describeBeginning, type Beginning } from '../../core/describeCheckpoint';
import type { LabState } from '../../protocol/labContract';

/** Tells weights apart: another text is other weights. `undefined` where there are none. */
export function weightsKey({ run, weights }: Pick<LabState, 'run' | 'weights'>): string | undefined {
  if (!run || !weights) return undefined;
  return weights.kind === 'live' ? `${run.run.id} ${run.epoch} ${run.step}` : `${run.run.id} ${weights.checkpoint.name}`;
}

/** Where in a run weights are: epochs done, and steps done in the next one. */
export interface WeightsPosition {
  readonly epoch: number;
  readonly step: number;
}

/** Which weights have read something, where there is little room: those that change ten times a second have no place to read. */
export function describeWeightsBriefly({ epoch, step }: WeightsPosition, isMoving: boolean, run?: Beginning): string {
  if (isMoving) return 'live weights';
  if (epoch === 0 && step === 0) return describeFirst(run);
  return step === 0 ? `weights of epoch ${epoch}` : `epoch ${epoch + 1}, batch ${step}`;
}

/** Which weights have read something. */
export function describeWeights({ epoch, step }: WeightsPosition, isLive: boolean, run?: Beginning): string {
  if (epoch === 0 && step === 0) return describeFirst(run);
  if (isLive) return step === 0 ? `live weights, epoch ${epoch}` : `live weights, epoch ${epoch + 1}, batch ${step}`;
  return step === 0 ? `weights of epoch ${epoch}` : `weights of epoch ${epoch + 1}, batch ${step}`;
}

/** "untrained weights", or "weights before training" where they came from a parent. */
function describeFirst(run: Beginning | undefined): string {
  return run?.parent ? `weights ${describeBeginning(run)}` : 'untrained weights';
}
