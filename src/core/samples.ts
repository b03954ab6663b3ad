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
  const passed = new Int32Array(labels.length);
  let count = 0;
  for (let position = 0; position < labels.length; position++) {
    if (passes(position)) passed[count++] = position;
  }
  const positions = passed.slice(0, count);
  return filter.order === 'index' ? positions : sortByCertainty(positions, predicted, confidence);
}

const positionBits = 20;

/**
 * The least certain first. Sorting numbers is native and takes a third of the time of comparing in TypeScript, so each
 * key is a number that holds the confidence above the position: the bits of a float from 0 on are in its order.
 */
function sortByCertainty(positions: Int32Array, predicted: Uint8Array, confidence: Float32Array): Int32Array {
  const bits = new Uint32Array(confidence.buffer, confidence.byteOffset, confidence.length);
  const keys = new Float64Array(positions.length);
  positions.forEach((position, index) => {
    const certainty = predicted[position] === notRead ? 0xffff_ffff : (bits[position] ?? 0);
    keys[index] = certainty * 2 ** positionBits + position;
  });
  keys.sort();
  keys.forEach((key, index) => (positions[index] = key % 2 ** positionBits));
  return positions;
}
