import type { Readings } from './readings';

/** An image that a model reads most wrongly. */
export interface TopLoss {
  readonly index: number;
  readonly label: number;
  readonly predicted: number;
  readonly loss: number;
  /** What the model gives to the label, which is e^-loss. */
  readonly probability: number;
}

const topLossCount = 24;

/** The images with the largest loss, the largest first; `labels` is `[n]`. */
export function findTopLosses(labels: Uint8Array, { predicted, losses }: Pick<Readings, 'predicted' | 'losses'>, count = topLossCount): TopLoss[] {
  return [...losses.keys()]
    .sort((a, b) => (losses[b] ?? 0) - (losses[a] ?? 0) || a - b)
    .slice(0, count)
    .map((index) => {
      const loss = losses[index] ?? 0;
      return { index, label: labels[index] ?? 0, predicted: predicted[index] ?? 0, loss, probability: Math.exp(-loss) };
    });
}
