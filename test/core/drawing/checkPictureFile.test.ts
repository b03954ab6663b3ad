import { describe, expect, test } from 'vitest';
import { checkPictureBytes, checkPictureFile } from '../../../src/core/drawing/checkPictureFile';
import { bmp, fromText, gif, gifAnimated, jpeg, png, pngOfSize, webpAnimated, webpLossless, webpLossy } from './pictureFiles';

describe('checkPictureFile', () => {
  test.each([
    ['PNG', png],
    ['JPEG', jpeg],
    ['GIF', gif],
    ['WebP', webpLossy],
    ['WebP', webpLossless],
    ['BMP', bmp],
  ])('a %s says its size', (kind, file) => {
    expect(checkPictureFile(file)).toEqual({ kind, width: 7, height: 5, isAnimated: false });
  });

  test.each([
    ['PNG', pngOfSize(7, 5, true)],
    ['GIF', gifAnimated],
    ['WebP', webpAnimated],
  ])('a %s says that it is animated', (kind, file) => {
    expect(checkPictureFile(file)).toMatchObject({ kind, isAnimated: true });
  });

  test('where a file lies in its buffer makes no difference', () => {
    const message = new Uint8Array(png.length + 33);
    message.set(png, 33);
    expect(checkPictureFile(message.subarray(33))).toMatchObject({ width: 7, height: 5 });
  });

  test('25 million pixels are the most', () => {
    expect(checkPictureFile(pngOfSize(5_000, 5_000))).toMatchObject({ width: 5_000, height: 5_000 });
    expect(() => checkPictureFile(pngOfSize(5_001, 5_000))).toThrow(
      'This picture has 5001 x 5000 pixels; at most 25 million in all can be opened. Make it smaller, or cut out the digit.',
    );
  });

  test.each([
    [20_000, 20_000, 'picture-too-large'],
    [0, 0, 'picture-empty'],
    [4, 0, 'picture-empty'],
  ])('%d x %d pixels are refused', (width, height, code) => {
    expect(() => checkPictureFile(pngOfSize(width, height))).toThrow(expect.objectContaining({ code }));
  });

  test('an SVG is refused with a way out', () => {
    const svg = fromText('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    expect(() => checkPictureFile(svg)).toThrow('This is an SVG drawing, which cannot be opened. Export it as a PNG and open that.');
  });

  test.each([
    ['text', fromText('this is not a picture')],
    ['half a PNG header', png.subarray(0, 20)],
    ['half a JPEG header', jpeg.subarray(0, 40)],
    ['half a WebP header', webpLossy.subarray(0, 20)],
    ['a PDF', fromText('%PDF-1.7')],
  ])('%s is refused', (_, file) => {
    expect(() => checkPictureFile(file)).toThrow('This is no picture that can be opened, or it is damaged. Open a PNG, JPEG, GIF, WebP or BMP file.');
  });

  test('an empty file is refused', () => {
    expect(() => checkPictureFile(new Uint8Array())).toThrow('This file is empty. Open another one.');
  });
});

test('32 MiB are the most, and one byte more is refused before anything is read', () => {
  checkPictureBytes(33_554_432);
  expect(() => checkPictureBytes(33_554_433)).toThrow('This file has 33 MiB; at most 32 MiB can be opened. Make the picture smaller, or cut out the digit.');
});
