import { expect, it } from 'vitest';
import { floatTypes } from '../../../src/core/formats/floatTypes';

function read(type: keyof typeof floatTypes, bits: number): number {
  const view = new DataView(new ArrayBuffer(2));
  view.setUint16(0, bits, true);
  return floatTypes[type].read(view, 0);
}

// The first six from Wikipedia's "Half-precision floating-point format", the others its rows for bfloat16.
it.each([
  ['float16', 0x0001, 2 ** -24],
  ['float16', 0x3c01, 1 + 2 ** -10],
  ['float16', 0x7bff, 65504],
  ['float16', 0xc000, -2],
  ['float16', 0x8000, -0],
  ['float16', 0x7c00, Infinity],
  ['float16', 0x7c01, NaN],
  ['bfloat16', 0x3f80, 1],
  ['bfloat16', 0x4049, 3.140625],
  ['bfloat16', 0xff80, -Infinity],
  ['bfloat16', 0x0001, 2 ** -133],
] as const)('%s %i is %d', (type, bits, value) => {
  expect(read(type, bits)).toBe(value);
});
