import type { Beginning } from '../../core/describeCheckpoint';
import type { CheckpointReference } from '../../core/formats/runFile';
import type { RunSnapshot } from '../../core/run';
import type { RunSummary } from '../../protocol/labContract';

/** A run in the tree. */
export interface RunNode {
  readonly kind: 'run';
  readonly run: RunSummary;
}

/** One of its checkpoints, below it. */
export interface CheckpointNode {
  readonly kind: 'checkpoint';
  readonly run: RunSummary;
  readonly checkpoint: CheckpointReference;
  readonly isBest: boolean;
  readonly isLast: boolean;
  readonly beginning: Beginning;
}

export type RunsNode = RunNode | CheckpointNode;

/** Starred runs first, then the others, each newest first as they come. */
export function listRunNodes(runs: readonly RunSummary[]): RunNode[] {
  const starred = runs.filter((run) => run.starred);
  const others = runs.filter((run) => !run.starred);
  return [...starred, ...others].map((run) => ({ kind: 'run', run }));
}

/** The best checkpoint first, then the last, then the others, newest first. */
export function listCheckpointNodes(run: RunSummary, { run: beginning, checkpoints, best, last }: Pick<RunSnapshot, 'checkpoints' | 'best' | 'last'> & { readonly run: Beginning }): CheckpointNode[] {
  const nodes = checkpoints.toReversed().map((checkpoint): CheckpointNode => {
    const { name } = checkpoint;
    return { kind: 'checkpoint', run, checkpoint, isBest: name === best?.name, isLast: name === last?.name, beginning };
  });
  const rank = ({ isBest, isLast }: CheckpointNode) => (isBest ? 0 : isLast ? 1 : 2);
  return nodes.sort((a, b) => rank(a) - rank(b));
}
