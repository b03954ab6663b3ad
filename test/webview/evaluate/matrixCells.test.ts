import { describe, expect, it } from 'vitest';
import { matrixCells } from '../../../src/webview/evaluate/matrixCells';

/** Of forty 0s ten are read as 1; of 1,250 1s, 250 are read as 0. */
const confusion = [
  [30, 10],
  [250, 1000],
];

describe('matrixCells', () => {
  it('shows counts, and says all in a name', () => {
    const cell = matrixCells(confusion, 'counts')[1]?.[1];
    // Recall 0.8, squared.
    expect(cell).toEqual({ label: 1, predicted: 1, kind: 'right', text: '1000', name: '1 read as 1: 1000 images, 80.0% of the 1s', strength: 0.8 ** 2 });
  });

  it('shows the percent of a row', () => {
    expect(matrixCells(confusion, 'percent').map((row) => row.map(({ text }) => text))).toEqual([
      ['75.0', '25.0'],
      ['20.0', '80.0'],
    ]);
  });

  it('shades a mistake by its count beside the largest one, whatever is shown', () => {
    const strengths = (['counts', 'percent'] as const).map((values) => matrixCells(confusion, values)[0]?.[1]?.strength);
    // √(10 / 250)
    expect(strengths).toEqual([0.2, 0.2]);
  });

  it('has a name for one image', () => {
    expect(matrixCells([[3, 1], [0, 4]], 'counts')[0]?.[1]?.name).toBe('0 read as 1: 1 image, 25.0% of the 0s');
  });
});
