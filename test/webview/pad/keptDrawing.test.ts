import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { Stroke } from '../../../src/core/drawing/drawing';
import { keepContent, keptDrawingSchema, restoreContent } from '../../../src/webview/pad/keptDrawing';
import type { PadContent } from '../../../src/webview/pad/padContent';

const pass = (content: PadContent) => restoreContent(v.parse(keptDrawingSchema, JSON.parse(JSON.stringify(keepContent(content)))));

describe('a drawing that is kept', () => {
  test('comes back as it was, with its pressure', () => {
    const strokes: Stroke[] = [[[0.123, 0.9, 5 / 9], [1, 0, 0]], [[0.5, 0.5]]];
    expect(pass({ strokes })).toEqual({ strokes });
  });

  test('comes back with the image that it began with', () => {
    const image = Uint8Array.from({ length: 784 }, (_, index) => index % 256);
    expect(pass({ strokes: [], image })).toEqual({ strokes: [], image });
  });

  test('takes less than 200 KB at its largest', () => {
    const stroke = (from: number) => Array.from({ length: 20 }, (_, index) => [(from + index) / 2_000 + 0.4, 0.987, 1] as const);
    const strokes = Array.from({ length: 1_000 }, (_, index) => stroke(index));
    expect(JSON.stringify(keepContent({ strokes })).length).toBeLessThan(200_000);
  });

  test.each([
    [{ strokes: [[1_001, 0]] }],
    [{ strokes: [[0.5, 0]] }],
    [{ strokes: [Array.from({ length: 40_002 }, () => 0)] }],
    [{ strokes: [], image: [1, 2, 3] }],
    [{ strokes: [[1, 2]], pressures: ['x'] }],
    [{}],
  ])('is not taken where it cannot be one (%#)', (kept) => {
    expect(v.safeParse(keptDrawingSchema, kept).success).toBe(false);
  });
});
