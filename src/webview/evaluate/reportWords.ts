import { describePosition } from '../../core/describeCheckpoint';
import { formatCount } from '../../core/formatCount';
import type { LabState, TestReport } from '../../protocol/labContract';

/** What Evaluate would read now; undefined where there is nothing to read yet. */
export function describeTarget({ weights, run }: Pick<LabState, 'weights' | 'run'>): string | undefined {
  if (!weights || !run) return undefined;
  if (weights.kind === 'checkpoint') return `It reads the weights chosen above: ${describePosition(weights.checkpoint, run.run)} of ${run.run.id}.`;
  return 'It reads the live weights as they are at that moment and says which epoch and batch they are of; training goes on meanwhile.';
}

/** Why there is nothing to evaluate, and what to do about it. */
export function describeMissing({ activity, run }: Pick<LabState, 'activity' | 'run'>): string {
  if (activity === 'starting') return 'The run is starting. As soon as it has weights they can be evaluated.';
  if (run?.phase === 'failed') return 'The run failed before a checkpoint was saved, so there is no model to evaluate. Press Train Again.';
  return 'There is no model yet. Press Train: its weights can be evaluated as soon as there are any, even while they still learn.';
}

/** Which weights an old report is of, and what to do about it. */
export function describeStale(report: Pick<TestReport, 'run' | 'position'>, { run }: Pick<LabState, 'run'>): string {
  const isShown = report.run === run?.run.id;
  const where = describePosition(report.position, isShown ? run.run : undefined);
  const which = isShown ? where : `${where} of ${report.run}`;
  return `All this is of ${which}, not of the weights chosen above. Evaluate Again reads those.`;
}

/** What a screen reader says when the report is there. */
export function describeReport({ evaluation, position }: Pick<TestReport, 'evaluation' | 'position'>): string {
  return `Evaluated ${describePosition(position)}: test accuracy ${evaluation.accuracy.toFixed(4)}, loss ${evaluation.loss.toFixed(4)}`;
}

/** A time in milliseconds, or from a second on in seconds. */
export function formatDuration(durationMs: number): string {
  return durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(1)} s`;
}

export function countImages(count: number): string {
  return count === 1 ? '1 image' : `${formatCount(count)} images`;
}
