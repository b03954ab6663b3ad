import type { Readings } from './readings';

/** What Samples can show: the two parts of the train file, the test file, and the digits that the user drew. */
export const sampleSets = ['train', 'validation', 'test', 'digits'] as const;
export type SampleSet = (typeof sampleSets)[number];

/** Which images of a set are shown, and in which order. */
export interface SampleFilter {
  readonly label?: number | undefined;
  readonly prediction?: number | undefined;
  readonly onlyMistakes: boolean;
  /** By index, or those first whose prediction has the smallest probability. */
  readonly order: 'index' | 'uncertain';
}

/** A byte of `Readings.predicted` for an image that was not read yet. */
export const notRead = 255;

/**
 * The positions `0..n-1` that pass the filter, in its order. An image that was not read yet passes no filter on predictions
 * and comes last among the uncertain. `labels` is `[n]`.
 */
export function filterSamples(labels: Uint8Array, { predicted, confidence }: Pick<Readings, 'predicted' | 'confidence'>, filter: SampleFilter): Int32Array {
  const passes = (position: number) => {
    const label = labels[position];
    const prediction = predicted[position];
    if (filter.label !== undefined && label !== filter.label) return false;
    if (filter.prediction !== undefined && prediction !== filter.prediction) return false;
    return !filter.onlyMistakes || (prediction !== notRead && prediction !== label);
  };
  const positions = Int32Array.from({ length: labels.length }, (_, position) => position).filter(passes);
  if (filter.order === 'index') return positions;
  const certainty = (position: number) => (predicted[position] === notRead ? Infinity : (confidence[position] ?? Infinity));
  return positions.sort((a, b) => certainty(a) - certainty(b) || a - b);
}
