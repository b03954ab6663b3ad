import { describe, expect, test } from 'vitest';
import type { Point } from '../../../src/core/drawing/drawing';
import { StrokeEditor } from '../../../src/webview/pad/strokeEditor';

function draw(editor: StrokeEditor, ...points: readonly (readonly number[])[]): void {
  const [first, ...rest] = points;
  if (first) editor.beginStroke(first);
  for (const point of rest) editor.extendStroke(point);
  editor.end();
}

function strokesOf(editor: StrokeEditor): Point[][] {
  return editor.content.strokes.map((stroke) => [...stroke]);
}

describe('drawing', () => {
  test('a stroke is there while it is drawn', () => {
    const editor = new StrokeEditor();
    editor.beginStroke([0.1, 0.2]);
    editor.extendStroke([0.3, 0.2]);
    expect(strokesOf(editor)).toEqual([[[0.1, 0.2], [0.3, 0.2]]]);
    expect(editor.isActive).toBe(true);
  });

  test('a touch is a dot', () => {
    const editor = new StrokeEditor();
    draw(editor, [0.5, 0.5]);
    expect(strokesOf(editor)).toEqual([[[0.5, 0.5]]]);
  });

  test('points nearer than 0.005 to the last one are left out', () => {
    const editor = new StrokeEditor();
    draw(editor, [0.1, 0.1], [0.103, 0.1], [0.104, 0.1], [0.106, 0.1]);
    expect(strokesOf(editor)).toEqual([[[0.1, 0.1], [0.106, 0.1]]]);
  });

  test('a way out and back stays', () => {
    const editor = new StrokeEditor();
    draw(editor, [0, 0], [0.3, 0], [0.002, 0]);
    expect(strokesOf(editor)).toEqual([[[0, 0], [0.3, 0], [0.002, 0]]]);
  });

  test('coordinates are rounded to 1/1000 and kept on the pad, pressure to 1/9', () => {
    const editor = new StrokeEditor();
    draw(editor, [0.12345, -0.2, 0.5], [1.7, 0.98765, 1]);
    expect(strokesOf(editor)).toEqual([[[0.123, 0, 5 / 9], [1, 0.988, 1]]]);
  });

  test('a pen that was not put down draws nothing', () => {
    const editor = new StrokeEditor();
    editor.extendStroke([0.1, 0.1]);
    expect(strokesOf(editor)).toEqual([]);
  });
});

describe('undo and redo', () => {
  test('take back and bring back a stroke at a time', () => {
    const editor = new StrokeEditor();
    draw(editor, [0.1, 0.1], [0.2, 0.1]);
    draw(editor, [0.5, 0.5]);
    editor.undo();
    expect(strokesOf(editor)).toEqual([[[0.1, 0.1], [0.2, 0.1]]]);
    editor.undo();
    expect(strokesOf(editor)).toEqual([]);
    expect([editor.canUndo, editor.canRedo]).toEqual([false, true]);
    editor.redo();
    editor.redo();
    expect(strokesOf(editor)).toEqual([[[0.1, 0.1], [0.2, 0.1]], [[0.5, 0.5]]]);
    expect([editor.canUndo, editor.canRedo]).toEqual([true, false]);
  });

  test('in the middle of a stroke, undo takes the stroke', () => {
    const editor = new StrokeEditor();
    editor.beginStroke([0.1, 0.1]);
    editor.extendStroke([0.9, 0.1]);
    expect(editor.canUndo).toBe(true);
    editor.undo();
    expect(strokesOf(editor)).toEqual([]);
    expect(editor.isActive).toBe(false);
  });

  test('drawing forgets what was undone', () => {
    const editor = new StrokeEditor();
    draw(editor, [0.1, 0.1]);
    editor.undo();
    draw(editor, [0.2, 0.2]);
    editor.redo();
    expect(strokesOf(editor)).toEqual([[[0.2, 0.2]]]);
  });

  test('a whole wipe of the eraser is undone as one', () => {
    const editor = new StrokeEditor();
    draw(editor, [0.1, 0.5], [0.9, 0.5]);
    editor.beginErasing({ x: 0.2, y: 0.5 }, 0.05);
    editor.eraseTo({ x: 0.4, y: 0.5 }, 0.05);
    editor.eraseTo({ x: 0.6, y: 0.5 }, 0.05);
    editor.end();
    expect(strokesOf(editor)).toEqual([[[0.1, 0.5], [0.15, 0.5]], [[0.65, 0.5], [0.9, 0.5]]]);
    editor.undo();
    expect(strokesOf(editor)).toEqual([[[0.1, 0.5], [0.9, 0.5]]]);
  });

  test('an eraser that met nothing leaves nothing to undo', () => {
    const editor = new StrokeEditor();
    editor.beginErasing({ x: 0.2, y: 0.5 }, 0.05);
    editor.end();
    expect(editor.canUndo).toBe(false);
  });

  test('clear can be undone', () => {
    const editor = new StrokeEditor();
    draw(editor, [0.1, 0.1]);
    editor.clear();
    expect(strokesOf(editor)).toEqual([]);
    editor.undo();
    expect(strokesOf(editor)).toEqual([[[0.1, 0.1]]]);
  });

  test('clearing an empty pad leaves nothing to undo', () => {
    const editor = new StrokeEditor();
    editor.clear();
    expect(editor.canUndo).toBe(false);
  });

  test('a loaded image takes the place of the strokes, and can be undone and drawn on', () => {
    const editor = new StrokeEditor();
    draw(editor, [0.1, 0.1]);
    const image = new Uint8Array(784).fill(9);
    editor.load({ strokes: [], image });
    draw(editor, [0.3, 0.3]);
    expect(editor.content).toEqual({ strokes: [[[0.3, 0.3]]], image });
    editor.undo();
    editor.undo();
    expect(editor.content).toEqual({ strokes: [[[0.1, 0.1]]] });
  });

  test('what was kept of an earlier pad cannot be undone', () => {
    const editor = new StrokeEditor();
    draw(editor, [0.1, 0.1]);
    editor.restore({ strokes: [[[0.7, 0.7]]] });
    expect([editor.canUndo, editor.canRedo]).toEqual([false, false]);
  });
});

describe('a pad drawn on for ten minutes', () => {
  /** 60 places a second on a circle, once around in a second: about 0.04 apart. */
  const minutes = (editor: StrokeEditor, count: number) => {
    const place = (index: number) => [0.5 + 0.4 * Math.cos((2 * Math.PI * index) / 60), 0.5 + 0.4 * Math.sin((2 * Math.PI * index) / 60)];
    editor.beginStroke(place(0));
    for (let index = 1; index < count * 60 * 60; index++) editor.extendStroke(place(index));
    editor.end();
  };

  test('is full at 20,000 points and takes no more', () => {
    const editor = new StrokeEditor();
    minutes(editor, 10);
    expect(editor.isFull).toBe(true);
    expect(editor.content.strokes.flat()).toHaveLength(20_000);
    draw(editor, [0.5, 0.5]);
    expect(editor.content.strokes).toHaveLength(1);
  });

  test('is full while the stroke that fills it is drawn', () => {
    const editor = new StrokeEditor();
    minutes(editor, 5);
    editor.beginStroke([0, 0]);
    for (let index = 0; index < 5_000; index++) editor.extendStroke([index % 2, 0]);
    expect(editor.isFull).toBe(true);
  });

  test('is full at 1,000 strokes', () => {
    const editor = new StrokeEditor();
    for (let index = 0; index < 1_001; index++) draw(editor, [0.5, 0.5]);
    expect(editor.content.strokes).toHaveLength(1_000);
    expect(editor.isFull).toBe(true);
  });

  test('cut into too many pieces, it loses the shortest ones', () => {
    const editor = new StrokeEditor();
    const line = (y: number): Point[] => [[0, y], [0.3, y], [1, y]];
    editor.restore({ strokes: Array.from({ length: 1_000 }, (_, index) => line(index / 1_000)) });
    // Cuts 21 lines: each becomes a piece of three points and one of two.
    editor.beginErasing({ x: 0.6, y: 0.5 }, 0.0101);
    editor.end();
    expect(editor.content.strokes).toHaveLength(1_000);
    expect(editor.content.strokes.filter((stroke) => stroke.length === 2)).toHaveLength(0);
  });
});
