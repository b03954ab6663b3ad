import { describe, expect, it } from 'vitest';
import { filterSamples, type SampleFilter } from '../../src/core/samples';

// Position        0    1    2    3    4    5
// label           7    2    7    1    2    7
// read as         7    7    1  none   2    7
// confidence    0.9  0.3  0.5       0.8  0.3
const labels = Uint8Array.of(7, 2, 7, 1, 2, 7);
const readings = { predicted: Uint8Array.of(7, 7, 1, 255, 2, 7), confidence: Float32Array.of(0.9, 0.3, 0.5, 0, 0.8, 0.3) };

function positions(filter: Partial<SampleFilter>): number[] {
  return [...filterSamples(labels, readings, { onlyMistakes: false, order: 'index', ...filter })];
}

describe('filterSamples', () => {
  it('lets everything pass', () => {
    expect(positions({})).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('takes a label', () => {
    expect(positions({ label: 7 })).toEqual([0, 2, 5]);
  });

  it('takes a prediction', () => {
    expect(positions({ prediction: 7 })).toEqual([0, 1, 5]);
  });

  it('takes an image that was not read for no mistake', () => {
    expect(positions({ onlyMistakes: true })).toEqual([1, 2]);
  });

  it('joins label, prediction and mistake', () => {
    expect(positions({ label: 7, prediction: 1, onlyMistakes: true })).toEqual([2]);
  });

  it('puts the uncertain first, equal ones by index, and those that were not read last', () => {
    expect(positions({ order: 'uncertain' })).toEqual([1, 5, 2, 4, 0, 3]);
  });
});
