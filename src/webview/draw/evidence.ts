import { classCount, pixelCount } from '../../core/layers';

/** Why a linear model reads a digit: what each pixel adds to or takes from the class's logit. */
export interface ClassEvidence {
  readonly digit: number;
  readonly logit: number;
  readonly bias: number;
  /** Weight times pixel, `[784]`; its sum plus the bias is the logit. */
  readonly pixels: Float32Array;
}

/** The classes, largest logit first. `evidence` is `[10, 784]`, logits and bias `[10]`. */
export function rankEvidence(logits: Float32Array, bias: Float32Array, evidence: Float32Array): ClassEvidence[] {
  return Array.from({ length: classCount }, (_, digit) => ({
    digit,
    logit: logits[digit] ?? 0,
    bias: bias[digit] ?? 0,
    pixels: evidence.subarray(digit * pixelCount, (digit + 1) * pixelCount),
  })).sort((a, b) => b.logit - a.logit);
}

/** The strongest pixel of all classes, for or against: one scale for all pictures. */
export function strongestPixel(classes: readonly ClassEvidence[]): number {
  return classes.reduce((most, { pixels }) => pixels.reduce((strongest, value) => Math.max(strongest, Math.abs(value)), most), 0);
}

/** What a picture of evidence says, in words. `rank` counts from 0. */
export function describeEvidence({ digit, logit, bias, pixels }: ClassEvidence, rank: number): string {
  const sum = pixels.reduce((total, value) => total + value, 0);
  return `${digit}: ${signed(logit)}, ${ranks[rank] ?? ''} of ten. Its pixels add up to ${signed(sum)}, the bias adds ${signed(bias)}.`;
}

const ranks = ['strongest', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'weakest'];

/** A number with two decimals and its sign, a real minus where it is negative: "+3.37", "−0.68". */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 && text !== '0.00' ? `−${text}` : `+${text}`;
}
