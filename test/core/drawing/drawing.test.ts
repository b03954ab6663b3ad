import { describe, expect, test } from 'vitest';
import { parseDrawing } from '../../../src/core/drawing/drawing';
import { UserError } from '../../../src/core/userError';

const dots = (count: number) => Array.from({ length: count }, () => [1, 2]);

describe('parseDrawing', () => {
  test('reads strokes and label', () => {
    const drawing = { strokes: [[[1, 2], [3.5, -4]], [[0, 0]]], label: 3 };
    expect(parseDrawing(drawing)).toEqual(drawing);
  });

  test('keeps the pressure', () => {
    expect(parseDrawing({ strokes: [[[1, 2, 0.5]]] })).toEqual({ strokes: [[[1, 2, 0.5]]] });
  });

  test('takes a drawing without strokes, and strokes without points', () => {
    expect(parseDrawing({ strokes: [] })).toEqual({ strokes: [] });
    expect(parseDrawing({ strokes: [[]] })).toEqual({ strokes: [[]] });
  });

  test('leaves out other fields', () => {
    expect(parseDrawing({ strokes: [], colour: 'red' })).toEqual({ strokes: [] });
  });

  test('takes 1,000 strokes of 20 points', () => {
    expect(parseDrawing({ strokes: Array.from({ length: 1_000 }, () => dots(20)) }).strokes).toHaveLength(1_000);
  });

  test.each([
    [null, 'it must be an object with "strokes"'],
    ['[[1, 2]]', 'it must be an object with "strokes"'],
    [{}, 'strokes is missing'],
    [{ strokes: 3 }, 'strokes must be a list of strokes'],
    [{ strokes: [[], 5] }, 'strokes.1 must be a list of points'],
    [{ strokes: [[[1, 2], 3]] }, 'strokes.0.1 must be a point, [x, y] or [x, y, pressure]'],
    [{ strokes: [[[1, 2], [3]]] }, 'strokes.0.1.1 must be a number'],
    [{ strokes: [[[1, 2, 3, 4]]] }, 'strokes.0.0 must be a point, [x, y] or [x, y, pressure]'],
    [{ strokes: [[[1, '2']]] }, 'strokes.0.0.1 must be a number'],
    [{ strokes: [[[1, Infinity]]] }, 'strokes.0.0.1 must be a finite number'],
    [{ strokes: [[[1, NaN]]] }, 'strokes.0.0.1 must be a number'],
    [{ strokes: [[[2e9, 1]]] }, 'strokes.0.0.0 must be at most 1000000000'],
    [{ strokes: [], label: 10 }, 'label must be a digit, 0 to 9'],
    [{ strokes: [], label: 1.5 }, 'label must be a digit, 0 to 9'],
    [{ strokes: [], label: '3' }, 'label must be a digit, 0 to 9'],
    [{ strokes: Array.from({ length: 1_001 }, () => []) }, 'strokes must hold at most 1000 strokes'],
    [{ strokes: [dots(20_000), dots(1)] }, 'strokes must hold at most 20000 points in all'],
  ])('says what is wrong (case %#)', (input, what) => {
    const sentence = `This is not a drawing: ${what}. Write one like {"strokes": [[[x, y], [x, y]]], "label": 3}.`;
    expect(() => parseDrawing(input)).toThrow(new UserError('drawing-invalid', sentence));
  });
});
