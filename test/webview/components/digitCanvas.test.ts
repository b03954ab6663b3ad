import { expect, test } from 'vitest';
import { inkRamp, writeDigit } from '../../../src/webview/components/digitCanvas';

const light = { ink: '#1a1a1a', paper: '#ffffff' };

test('paper is byte 0, ink is byte 255, and between them colours mix', () => {
  const bytes = new Uint8Array(inkRamp(light).buffer);
  expect([...bytes.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
  expect([...bytes.subarray(255 * 4)]).toEqual([0x1a, 0x1a, 0x1a, 255]);
  // 255 + (26 - 255) * 51 / 255 = 209.2
  expect([...bytes.subarray(51 * 4, 52 * 4)]).toEqual([209, 209, 209, 255]);
});

test('an image is written at its place in a wider picture', () => {
  const ramp = Uint32Array.from({ length: 256 }, (_, value) => 1000 + value);
  const image = new Uint8Array(784);
  image[0] = 7;
  image[29] = 9;
  const width = 60;
  const pixels = new Uint32Array(width * 32);
  writeDigit(pixels, width, 30, 2, image, ramp);
  expect(pixels[2 * width + 30]).toBe(1007);
  expect(pixels[3 * width + 31]).toBe(1009);
  // Nothing outside of the 28 x 28 pixels is touched.
  expect(pixels.filter((pixel) => pixel > 0).length).toBe(784);
  expect([pixels[2 * width + 29], pixels[2 * width + 58], pixels[width + 30], pixels[30 * width + 30]]).toEqual([0, 0, 0, 0]);
});
