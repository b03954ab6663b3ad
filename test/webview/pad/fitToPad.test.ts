import { expect, test } from 'vitest';
import { fitToPad } from '../../../src/webview/pad/fitToPad';

test('strokes that lie on the pad stay where they are', () => {
  expect(fitToPad([[[0, 0.2], [1, 0.3, 1]]])).toEqual([[[0, 0.2], [1, 0.3, 1]]]);
});

test('strokes in another unit are scaled to 70% of the pad, in its middle', () => {
  expect(fitToPad([[[100, -50], [300, 50]]])).toEqual([[[0.15, 0.325], [0.85, 0.675]]]);
});

test('a dot beyond the pad comes to its middle', () => {
  expect(fitToPad([[[7, 7]]])).toEqual([[[0.5, 0.5]]]);
});
