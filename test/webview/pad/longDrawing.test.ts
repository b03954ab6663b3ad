import { describe, expect, test } from 'vitest';
import { maxPoints } from '../../../src/core/drawing/drawing';
import { keepContent } from '../../../src/webview/pad/keptDrawing';
import { placeContent } from '../../../src/webview/pad/padContent';
import { StrokeEditor } from '../../../src/webview/pad/strokeEditor';

/** A pad that was drawn on for ten minutes by a mouse that tells 100 places a second: a stroke of one second after the other. */
function drawForTenMinutes(editor: StrokeEditor): void {
  for (let second = 0; second < 600; second++) {
    editor.beginStroke(placeAt(second, 0));
    for (let place = 1; place < 100; place++) editor.extendStroke(placeAt(second, place));
    editor.end();
  }
}

/** A circle, a little wider in each second; its neighbouring places are 0.006 or more apart, so that each is kept. */
function placeAt(second: number, place: number): [number, number] {
  const [angle, radius] = [(2 * Math.PI * place) / 100, 0.1 + second / 2_000];
  return [0.5 + radius * Math.cos(angle), 0.5 + radius * Math.sin(angle)];
}

const pointCount = ({ content }: StrokeEditor) => content.strokes.reduce((sum, stroke) => sum + stroke.length, 0);

describe('a pad that is drawn on for ten minutes', () => {
  const editor = new StrokeEditor();
  drawForTenMinutes(editor);

  test('is full, and takes no more than it may', () => {
    expect(editor.isFull).toBe(true);
    expect(pointCount(editor)).toBe(maxPoints);
  });

  test('is still read', () => {
    expect(placeContent(editor.content)?.image.some((byte) => byte > 0)).toBe(true);
  });

  test('is kept in less than 200 KB', () => {
    expect(JSON.stringify(keepContent(editor.content)).length).toBeLessThan(200_000);
  });

  test('can be drawn on again after an undo', () => {
    editor.undo();
    expect(editor.isFull).toBe(false);
    const before = pointCount(editor);
    editor.beginStroke([0.5, 0.5]);
    editor.end();
    expect(pointCount(editor)).toBe(before + 1);
  });

  test('is undone at most 200 times', () => {
    let undone = 0;
    while (editor.canUndo) {
      editor.undo();
      undone += 1;
    }
    expect(undone).toBe(200);
  });
});
