import { classCount } from '../../core/layers';
import type { SampleFilter } from '../../core/samples';

/** A cell of the confusion matrix: the images with this label that were read as this digit. */
export interface Cell {
  readonly label: number;
  readonly predicted: number;
}

/** What happens to a cell: `cell-select` shows its images beneath the matrix, `cell-open` shows them in Samples. */
export class CellEvent extends Event {
  constructor(
    kind: 'cell-select' | 'cell-open',
    readonly cell: Cell,
  ) {
    super(kind, { bubbles: true, composed: true });
  }
}

/** Where a key leads in a grid, as the ARIA pattern of grids has it; undefined where it leads nowhere. */
export function moveCell({ label, predicted }: Cell, key: string, withControl: boolean): Cell | undefined {
  const last = classCount - 1;
  switch (key) {
    case 'ArrowUp':
      return label > 0 ? { label: label - 1, predicted } : undefined;
    case 'ArrowDown':
      return label < last ? { label: label + 1, predicted } : undefined;
    case 'ArrowLeft':
      return predicted > 0 ? { label, predicted: predicted - 1 } : undefined;
    case 'ArrowRight':
      return predicted < last ? { label, predicted: predicted + 1 } : undefined;
    case 'Home':
      return { label: withControl ? 0 : label, predicted: 0 };
    case 'End':
      return { label: withControl ? last : label, predicted: last };
    default:
      return undefined;
  }
}

export function describeCell({ label, predicted }: Cell): string {
  return `${label} read as ${predicted}`;
}

/** Its images, as Samples filters the test set. */
export function filterOf({ label, predicted }: Cell): SampleFilter {
  return { label, prediction: predicted, onlyMistakes: false, order: 'index' };
}
