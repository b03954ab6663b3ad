import type { LabState } from '../../protocol/labContract';

/** Tells weights apart: another text is other weights. `undefined` where there are none. */
export function weightsKey({ run, weights }: Pick<LabState, 'run' | 'weights'>): string | undefined {
  if (!run || !weights) return undefined;
  return weights.kind === 'live' ? `${run.run.id} ${run.epoch} ${run.step}` : `${run.run.id} ${weights.checkpoint.name}`;
}

/** Which weights have read something, from their place in the run: epochs done, and steps done in the next one. */
export function describeWeights({ epoch, step }: { readonly epoch: number; readonly step: number }, isLive: boolean): string {
  if (epoch === 0 && step === 0) return 'untrained weights';
  if (isLive) return step === 0 ? `live weights, epoch ${epoch}` : `live weights, epoch ${epoch + 1}, batch ${step}`;
  return step === 0 ? `weights of epoch ${epoch}` : `weights of epoch ${epoch + 1}, batch ${step}`;
}
