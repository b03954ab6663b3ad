import { describe, expect, it } from 'vitest';
import { parseSteps } from '../../src/core/formats/stepsFile';

/** Pairs of loss and correct rows. Of five images in batches of two, every third batch has one. */
function file(...values: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => view.setFloat32(index * 4, value, true));
  return new Uint8Array(view.buffer);
}
const batches = { trainCount: 5, batchSize: 2 };

describe('parseSteps', () => {
  it('divides by the rows of each batch, of which the last of an epoch is short', () => {
    expect(parseSteps(file(2, 1, 1, 2, 0.5, 1, 0.25, 1), batches, 's')).toEqual({
      first: 0,
      losses: Float32Array.of(2, 1, 0.5, 0.25),
      accuracies: Float32Array.of(0.5, 1, 1, 0.5),
    });
  });

  it('leaves out a step that was cut off', () => {
    expect(parseSteps(file(2, 1, 1, 2).subarray(0, 15), batches, 's').losses).toEqual(Float32Array.of(2));
  });

  it.each([
    ['a loss that is no number', [NaN, 1], 's: step 0 has the loss NaN and 1 of 2 correct, which cannot be. Restore the file, or delete it.'],
    ['an infinite loss', [Infinity, 1], 'has the loss Infinity'],
    ['a negative loss', [-1, 1], 'has the loss -1'],
    ['more correct than rows', [1, 1, 1, 1, 1, 2], 's: step 2 has the loss 1 and 2 of 1 correct'],
  ])('refuses %s', (_, values, sentence) => {
    expect(() => parseSteps(file(...values), batches, 's')).toThrow(sentence);
  });
});
