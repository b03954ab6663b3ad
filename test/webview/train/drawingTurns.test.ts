import { expect, test } from 'vitest';
import { DrawingTurns } from '../../../src/webview/train/drawingTurns';

function makeTurns() {
  const frames: (() => void)[] = [];
  const drawn: string[] = [];
  const draw = { loss: () => void drawn.push('loss'), accuracy: () => void drawn.push('accuracy') };
  return { turns: new DrawingTurns((callback) => frames.push(callback)), nextFrame: () => frames.shift()?.(), drawn, draw };
}

test('two charts are drawn in two frames', () => {
  const { turns, nextFrame, drawn, draw } = makeTurns();
  turns.request(draw.loss);
  turns.request(draw.accuracy);
  nextFrame();
  expect(drawn).toEqual(['loss']);
  nextFrame();
  expect(drawn).toEqual(['loss', 'accuracy']);
});

test('what is asked for twice before its frame is drawn once', () => {
  const { turns, nextFrame, drawn, draw } = makeTurns();
  turns.request(draw.loss);
  turns.request(draw.loss);
  nextFrame();
  nextFrame();
  expect(drawn).toEqual(['loss']);
});

test('what is gone before its frame is not drawn', () => {
  const { turns, nextFrame, drawn, draw } = makeTurns();
  turns.request(draw.loss);
  turns.cancel(draw.loss);
  nextFrame();
  expect(drawn).toEqual([]);
});
