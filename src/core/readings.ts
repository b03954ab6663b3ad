/**
 * What a model makes of rows, row by row: the class it reads `[n]`, the probability it gives to that class `[n]`, and the
 * cross-entropy of the label `[n]`.
 */
export interface Readings {
  readonly predicted: Uint8Array;
  readonly confidence: Float32Array;
  readonly losses: Float32Array;
}
