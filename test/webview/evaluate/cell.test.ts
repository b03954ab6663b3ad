import { describe, expect, it } from 'vitest';
import { filterOf, moveCell } from '../../../src/webview/evaluate/cell';

describe('moveCell', () => {
  const cell = { label: 5, predicted: 3 };

  it.each([
    ['ArrowUp', { label: 4, predicted: 3 }],
    ['ArrowDown', { label: 6, predicted: 3 }],
    ['ArrowLeft', { label: 5, predicted: 2 }],
    ['ArrowRight', { label: 5, predicted: 4 }],
    ['Home', { label: 5, predicted: 0 }],
    ['End', { label: 5, predicted: 9 }],
  ])('%s', (key, expected) => {
    expect(moveCell(cell, key, false)).toEqual(expected);
  });

  it.each([
    ['Home', { label: 0, predicted: 0 }],
    ['End', { label: 9, predicted: 9 }],
  ])('Ctrl+%s leads to a corner', (key, expected) => {
    expect(moveCell(cell, key, true)).toEqual(expected);
  });

  it.each([
    ['ArrowUp', { label: 0, predicted: 0 }],
    ['ArrowLeft', { label: 0, predicted: 0 }],
    ['ArrowDown', { label: 9, predicted: 9 }],
    ['ArrowRight', { label: 9, predicted: 9 }],
    ['a', { label: 5, predicted: 5 }],
  ])('%s does not lead out of %j', (key, from) => {
    expect(moveCell(from, key, false)).toBeUndefined();
  });
});

describe('filterOf', () => {
  it('finds the images of a cell of the diagonal too', () => {
    expect(filterOf({ label: 5, predicted: 5 })).toEqual({ label: 5, prediction: 5, onlyMistakes: false, order: 'index' });
  });
});
