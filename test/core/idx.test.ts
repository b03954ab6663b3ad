import { describe, expect, it } from 'vitest';
import { formatIdx, parseIdx } from '../../src/core/idx';

/** An IDX file by hand: type, dimensions, then the data bytes. */
function idx(type: number, shape: number[], data: number[]): Uint8Array {
  const dimensions = shape.flatMap((size) => [(size >>> 24) & 255, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Uint8Array.from([0, 0, type, shape.length, ...dimensions, ...data]);
}

describe('parseIdx', () => {
  it.each([
    ['uint8', 0x08, [0, 128, 255], Uint8Array.of(0, 128, 255)],
    ['int8', 0x09, [0, 128, 255], Int8Array.of(0, -128, -1)],
    ['int16', 0x0b, [0x01, 0x00, 0xff, 0xfe, 0x00, 0x07], Int16Array.of(256, -2, 7)],
    ['int32', 0x0c, [0, 0, 1, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 2], Int32Array.of(256, -1, 2)],
    // 0x3f800000 is 1, 0xc0000000 is -2, 0x3e800000 is 0.25 (IEEE 754 single).
    ['float32', 0x0d, [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0, 0x3e, 0x80, 0, 0], Float32Array.of(1, -2, 0.25)],
    // 0x3ff0... is 1, 0xc000... is -2, 0x3fd0... is 0.25 (IEEE 754 double).
    ['float64', 0x0e, [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0, 0x3f, 0xd0, 0, 0, 0, 0, 0, 0], Float64Array.of(1, -2, 0.25)],
  ])('reads %s', (_, type, bytes, data) => {
    expect(parseIdx(idx(type, [3], bytes), 'a.idx')).toEqual({ shape: [3], data });
  });

  it('reads rank 0, a single element', () => {
    expect(parseIdx(idx(0x08, [], [9]), 'a.idx')).toEqual({ shape: [], data: Uint8Array.of(9) });
  });

  it('reads rank 3, row by row', () => {
    expect(parseIdx(idx(0x08, [2, 1, 2], [1, 2, 3, 4]), 'a.idx')).toEqual({ shape: [2, 1, 2], data: Uint8Array.of(1, 2, 3, 4) });
  });

  it('reads from the middle of a larger buffer', () => {
    const whole = Uint8Array.from([7, 7, 7, ...idx(0x08, [2], [5, 6])]);
    expect(parseIdx(whole.subarray(3), 'a.idx').data).toEqual(Uint8Array.of(5, 6));
  });

  it.each([
    ['an empty file', Uint8Array.of(), 'a.idx is not a valid IDX file: it has 0 bytes, less than a header. Replace it with an intact copy.'],
    ['no zero bytes', Uint8Array.of(80, 75, 8, 1), 'a.idx is not a valid IDX file: it does not begin with two zero bytes. Replace it with an intact copy.'],
    ['an unknown type', idx(0x0a, [1], [1]), 'a.idx is not a valid IDX file: its element type 0x0a does not exist. Replace it with an intact copy.'],
    ['a cut header', Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1), 'a.idx is not a valid IDX file: it ends inside its header of 16 bytes. Replace it with an intact copy.'],
    ['cut data', idx(0x08, [4], [1, 2, 3]), 'a.idx is not a valid IDX file: its header announces 4 elements, 12 bytes in all, but it has 11. Replace it with an intact copy.'],
    ['bytes too many', idx(0x08, [1], [1, 2]), 'a.idx is not a valid IDX file: its header announces 1 elements, 9 bytes in all, but it has 10. Replace it with an intact copy.'],
    [
      'a header that lies of 10 GB',
      idx(0x08, [100_000, 100_000], [1]),
      'a.idx is not a valid IDX file: its header announces 100000 x 100000 elements, 10000000012 bytes in all, but it has 13. Replace it with an intact copy.',
    ],
  ])('refuses %s', (_, bytes, sentence) => {
    expect(() => parseIdx(bytes, 'a.idx')).toThrow(sentence);
  });
});

describe('formatIdx', () => {
  it('writes a header and the bytes', () => {
    expect(formatIdx([300, 1], new Uint8Array(300).fill(7))).toEqual(idx(0x08, [300, 1], new Array<number>(300).fill(7)));
  });

  it('writes a list of nothing', () => {
    expect(formatIdx([0, 28, 28], new Uint8Array())).toEqual(idx(0x08, [0, 28, 28], []));
  });
});
