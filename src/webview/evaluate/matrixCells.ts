import { classMetrics, mostConfused, rowShares } from '../../core/classMetrics';
import { describeCell, type Cell } from './cell';
import { mistakeStrength, recallStrength } from './cellColours';

export type MatrixValues = 'counts' | 'percent';

/** What a cell of the confusion matrix shows. */
export interface MatrixCell extends Cell {
  readonly kind: 'right' | 'wrong';
  readonly text: string;
  /** Says the same to who does not see where the cell stands. */
  readonly name: string;
  /** How strong its colour is, 0..1. */
  readonly strength: number;
}

/** The cells of `confusion[label][predicted]`, row by row. */
export function matrixCells(confusion: readonly (readonly number[])[], values: MatrixValues): MatrixCell[][] {
  const shares = rowShares(confusion);
  const metrics = classMetrics(confusion);
  const largest = mostConfused(confusion, 1)[0]?.count ?? 0;
  return confusion.map((row, label) =>
    row.map((count, predicted) => {
      const percent = (100 * (shares[label]?.[predicted] ?? 0)).toFixed(1);
      const isRight = label === predicted;
      return {
        label,
        predicted,
        kind: isRight ? 'right' : 'wrong',
        text: values === 'counts' ? String(count) : percent,
        // As it is written in the cell: who speaks to the computer says what there is to be read.
        name: `${describeCell({ label, predicted })}: ${count} ${count === 1 ? 'image' : 'images'}, ${percent}% of the ${label}s`,
        strength: isRight ? recallStrength(metrics[label]?.recall ?? 0) : mistakeStrength(count, largest),
      };
    }),
  );
}
