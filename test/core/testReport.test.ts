import { describe, expect, it } from 'vitest';
import { findTopLosses } from '../../src/core/testReport';

describe('findTopLosses', () => {
  it('takes the largest losses first, equal ones by index, with what the label was given', () => {
    const readings = { predicted: Uint8Array.of(1, 8, 3, 4), losses: Float32Array.of(0.25, 2, 0.5, 2) };
    expect(findTopLosses(Uint8Array.of(1, 2, 3, 9), readings, 3)).toEqual([
      // e^-2 and e^-0.5
      { index: 1, label: 2, predicted: 8, loss: 2, probability: 0.1353352832366127 },
      { index: 3, label: 9, predicted: 4, loss: 2, probability: 0.1353352832366127 },
      { index: 2, label: 3, predicted: 3, loss: 0.5, probability: 0.6065306597126334 },
    ]);
  });
});
