import { classCount } from './layers';
import { mostProbable } from './metrics';

/**
 * What a model makes of rows, row by row: the class it reads `[n]`, the probability it gives to that class `[n]`, and the
 * cross-entropy of the label `[n]`.
 */
export interface Readings {
  readonly predicted: Uint8Array;
  readonly confidence: Float32Array;
  readonly losses: Float32Array;
}

/** The smallest positive 32-bit float: what a probability that became 0 is taken for, so that its loss is a number. */
const smallestProbability = 2 ** -149;

/** The cross-entropy of a label that is given this probability. */
export function lossOf(probability: number): number {
  return -Math.log(Math.max(probability, smallestProbability));
}

/** The readings that probabilities `[n, 10]` amount to, for labels `[n]`. */
export function readingsOf(probabilities: Float32Array, labels: Uint8Array): Readings {
  const readings = { predicted: new Uint8Array(labels.length), confidence: new Float32Array(labels.length), losses: new Float32Array(labels.length) };
  labels.forEach((label, row) => {
    const ofRow = probabilities.subarray(row * classCount, (row + 1) * classCount);
    const predicted = mostProbable(ofRow);
    readings.predicted[row] = predicted;
    readings.confidence[row] = ofRow[predicted] ?? 0;
    readings.losses[row] = lossOf(ofRow[label] ?? 0);
  });
  return readings;
}
