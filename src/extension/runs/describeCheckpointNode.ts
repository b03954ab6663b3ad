import { describePosition } from '../../core/describeCheckpoint';
import type { CheckpointNode } from './runNodes';

/** A checkpoint as the tree shows it and a screen reader says it. */
export interface CheckpointWords {
  readonly label: string;
  readonly description: string;
  readonly spoken: string;
  readonly icon: 'star-full' | 'save' | 'circle-small-filled';
}

/** "best", "epoch 7 · 0.8156"; "last", "epoch 20 · 0.8521"; "epoch 5", "0.8030". */
export function describeCheckpointNode({ checkpoint, isBest, isLast, run, beginning }: CheckpointNode): CheckpointWords {
  const where = describePosition(checkpoint, beginning);
  const accuracy = checkpoint.valAccuracy?.toFixed(4);
  const role = isBest ? (isLast ? 'best and last' : 'best') : isLast ? 'last' : undefined;
  const spoken = ['checkpoint', role, where, accuracy === undefined ? undefined : `validation accuracy ${accuracy}`, `of ${run.title}`];
  return {
    label: role ?? where,
    description: [role === undefined ? undefined : where, accuracy].filter((part) => part !== undefined).join(' · '),
    spoken: spoken.filter((part) => part !== undefined).join(', '),
    icon: isBest ? 'star-full' : isLast ? 'save' : 'circle-small-filled',
  };
}
