/** How a model reads the images of one label. */
export interface ClassMetrics {
  readonly digit: number;
  /** Of the images read as this digit, the share that are it. */
  readonly precision: number;
  /** Of the images with this label, the share that were read as it. */
  readonly recall: number;
  /** The harmonic mean of both. */
  readonly f1: number;
  /** Images with this label. */
  readonly support: number;
  /** Images read as this digit. */
  readonly predicted: number;
  /** Images with this label that were read as it. */
  readonly correct: number;
}

/** Images with one label that were read as another digit. */
export interface ConfusedPair {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
}

/**
 * Precision, recall and F1 of each class from `confusion[label][predicted]`. Where there is nothing to divide by (a digit
 * that was never read, or that no image has) they are 0, as in scikit-learn's `precision_recall_fscore_support` with
 * `zero_division=0`.
 */
export function classMetrics(confusion: readonly (readonly number[])[]): ClassMetrics[] {
  return confusion.map((row, digit) => {
    const correct = row[digit] ?? 0;
    const support = sum(row);
    const predicted = sum(confusion.map((counts) => counts[digit] ?? 0));
    return {
      digit,
      precision: share(correct, predicted),
      recall: share(correct, support),
      f1: share(2 * correct, support + predicted),
      support,
      predicted,
      correct,
    };
  });
}

/** The mean of the classes' F1: every class counts the same, however rare it is. Of no classes 0. */
export function macroF1(metrics: readonly ClassMetrics[]): number {
  return share(sum(metrics.map(({ f1 }) => f1)), metrics.length);
}

/** The `n` most frequent mistakes, largest first, of equal ones by label and prediction; pairs that never happened are left out. */
export function mostConfused(confusion: readonly (readonly number[])[], n: number): ConfusedPair[] {
  const pairs = confusion.flatMap((row, label) => row.map((count, predicted) => ({ label, predicted, count })));
  const mistakes = pairs.filter(({ label, predicted, count }) => label !== predicted && count > 0);
  return mistakes.sort((a, b) => b.count - a.count || a.label - b.label || a.predicted - b.predicted).slice(0, n);
}

/** Each count as a share of its row, `[label][predicted]`, 0..1; the shares of a label without images are 0. */
export function rowShares(confusion: readonly (readonly number[])[]): number[][] {
  return confusion.map((row) => row.map((count) => share(count, sum(row))));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
