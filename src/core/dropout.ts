import { philox, purpose } from './random';

/** Which of a layer's outputs a step zeroes. */
export interface DropoutMask {
  readonly seed: number;
  /** Counted over the whole run from 0. */
  readonly step: number;
  /** The layer's place in the list. */
  readonly layer: number;
  /** The part of outputs that is zeroed. */
  readonly rate: number;
}

/**
 * Writes which outputs of a batch's rows are kept, 1, and which are zeroed, 0, to `mask` `[rows, features]`, the first of
 * which is row `firstRow` of the batch. Features of a picture are counted pixel by pixel, all channels of one before the
 * next: `[rows, columns, channels]`. Each row has random numbers of its own, so that a batch can be cut into parts.
 */
export function fillDropoutMask(mask: Uint8Array, { seed, step, layer, rate }: DropoutMask, firstRow: number, features: number): void {
  // Two decisions of 16 bits a word: the rate is met to within 1/131,072.
  const threshold = Math.round(rate * 65_536);
  const block = new Uint32Array(4);
  for (let start = 0, row = firstRow; start < mask.length; start += features, row++) {
    for (let feature = 0; feature < features; feature++) {
      const lane = feature % 8;
      if (lane === 0) philox([feature / 8, step, row, layer], [seed, purpose.dropout], block);
      const word = block[lane >> 1] ?? 0;
      const number = lane % 2 === 0 ? word & 0xffff : word >>> 16;
      mask[start + feature] = number >= threshold ? 1 : 0;
    }
  }
}
