import { expect, test } from 'vitest';
import { describePixel, formatPixel, pixelAfterKey, windowAround } from '../../../src/webview/samples/pixelWindow';

test('the pixel is in the middle of its window', () => {
  expect(windowAround({ row: 10, column: 16 }, 7)).toEqual({ top: 7, left: 13, size: 7 });
});

test('a window stays within the image', () => {
  expect(windowAround({ row: 0, column: 27 }, 9)).toEqual({ top: 0, left: 19, size: 9 });
});

test('the window of 28 is the whole image', () => {
  expect(windowAround({ row: 10, column: 16 }, 28)).toEqual({ top: 0, left: 0, size: 28 });
});

test.each([
  ['ArrowUp', { row: 0, column: 5 }, { row: 0, column: 5 }],
  ['ArrowDown', { row: 26, column: 5 }, { row: 27, column: 5 }],
  ['ArrowLeft', { row: 3, column: 5 }, { row: 3, column: 4 }],
  ['ArrowRight', { row: 3, column: 27 }, { row: 3, column: 27 }],
  ['Enter', { row: 3, column: 27 }, undefined],
])('%s from %o leads to %o', (key, from, to) => {
  expect(pixelAfterKey(key, from)).toEqual(to);
});

test.each([
  [0, '0'],
  // 190 / 255 = 0.745
  [190, '.75'],
  [253, '.99'],
  // 254 / 255 = 0.996
  [254, '1.0'],
  [255, '1.0'],
])('the model sees byte %i as %s', (byte, text) => {
  expect(formatPixel(byte, false)).toBe(text);
});

test('a byte is shown as it is in the file', () => {
  expect(formatPixel(190, true)).toBe('190');
});

test.each([
  [false, '190 of 255 in the file. The model sees 0 for paper, 1 for full ink.'],
  // 190 / 255 = 0.74509...
  [true, 'The model sees 0.7451: 0 is paper, 1 is full ink.'],
])('of a pixel it says the value in the other unit', (asBytes, sentence) => {
  expect(describePixel(190, asBytes)).toBe(sentence);
});
