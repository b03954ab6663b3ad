import { classCount } from './layers';

/** How a model reads labelled images, as a whole. */
export interface Evaluation {
  readonly n: number;
  /**
   * Mean cross-entropy (natural logarithm) over the images. Each counts the same; the notebook averages the means of
   * its batches instead, which gives the images of a short last batch more weight.
   */
  readonly loss: number;
  readonly accuracy: number;
  /** `confusion[label][predicted]` counts images, `[10][10]`. */
  readonly confusion: number[][];
}

/** Adds up rows as they come, chunk by chunk. */
export class EvaluationSum {
  private lossSum = 0;
  private readonly counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));

  /** Rows with their losses `[n]`, labels `[n]` and predicted classes `[n]`. */
  add(losses: Float32Array, labels: Uint8Array, predicted: Uint8Array): void {
    losses.forEach((loss, row) => {
      this.lossSum += loss;
      const counts = this.counts[labels[row] ?? -1];
      const column = predicted[row] ?? -1;
      if (counts?.[column] === undefined) throw new RangeError(`row ${row}: label ${labels[row]}, predicted ${predicted[row]}`);
      counts[column]++;
    });
  }

  /** Throws a `RangeError` where no row was added. */
  finish(): Evaluation {
    const n = this.counts.flat().reduce((sum, count) => sum + count, 0);
    if (n === 0) throw new RangeError('there is no mean of no rows');
    const correct = this.counts.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
    return { n, loss: this.lossSum / n, accuracy: correct / n, confusion: this.counts };
  }
}

/** The class with the largest probability; of equal ones the first. */
export function mostProbable(probabilities: ArrayLike<number>): number {
  let best = 0;
  for (let digit = 1; digit < probabilities.length; digit++) {
    if ((probabilities[digit] ?? 0) > (probabilities[best] ?? 0)) best = digit;
  }
  return best;
}
