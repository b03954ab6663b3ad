import { describe, expect, it } from 'vitest';
import { formatSafetensors, parseSafetensors } from '../../src/core/formats/safetensors';

/** A file by hand: the header's length, the header as it is given, and the data. */
function file(header: string, data: number[], headerBytes: bigint = BigInt(header.length)): Uint8Array {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, headerBytes, true);
  return Uint8Array.from([...length, ...new TextEncoder().encode(header), ...data]);
}

// 1, -2 and 0.25 as little-endian IEEE 754 singles.
const three = [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0x80, 0x3e];

describe('parseSafetensors', () => {
  it('reads tensors and metadata', () => {
    const bytes = file('{"__metadata__":{"a":"b"},"y":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"x":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}', three);
    const { tensors, metadata } = parseSafetensors(bytes, 'f');
    expect(metadata).toEqual({ a: 'b' });
    expect([...tensors]).toEqual([
      ['x', { shape: [2, 1], data: Float32Array.of(1, -2) }],
      ['y', { shape: [1], data: Float32Array.of(0.25) }],
    ]);
  });

  it.each([
    ['F64', 8, [0, 0, 0, 0, 0, 0, 0x04, 0xc0]],
    ['F16', 2, [0x00, 0xc1]],
    ['BF16', 2, [0x20, 0xc0]],
  ])('reads -2.5 as %s', (type, end, data) => {
    expect(parseSafetensors(file(`{"x":{"dtype":"${type}","shape":[1],"data_offsets":[0,${end}]}}`, data), 'f').tensors.get('x')?.data).toEqual(Float32Array.of(-2.5));
  });

  it('reads a header padded with spaces', () => {
    expect(parseSafetensors(file('{}      ', []), 'f').tensors.size).toBe(0);
  });

  const x = (entry: string) => `{"x":${entry}}`;
  it.each([
    ['an empty file', Uint8Array.of(), 'f: it has 0 bytes, less than a header.'],
    ['a header of 10 GB', file('{}', [], 10_000_000_000n), 'f: its header claims 10000000000 bytes, above the limit of 1048576.'],
    ['a header longer than the file', file('{}', [], 100n), 'f: its header claims 100 bytes, but the file has 10.'],
    ['a header that is not JSON', file('{"x"', []), 'f: its header is not JSON'],
    ['a header that is not UTF-8', file('{}', [], 3n).map((byte, i) => (i === 9 ? 0xff : byte)), 'f: its header claims 3 bytes'],
    ['a header that is a list', file('[1]', []), 'f: tensor "0": it must be Object, but is 1.'],
    ['metadata that is not text', file('{"__metadata__":{"a":1}}', []), 'f: its metadata: a must be string, but is 1.'],
    ['whole numbers', file(x('{"dtype":"I64","shape":[1],"data_offsets":[0,8]}'), new Array<number>(8).fill(0)), 'f: tensor "x" holds I64. Save it as 32-bit floats (F32) and try again.'],
    ['a shape that is not its bytes', file(x('{"dtype":"F32","shape":[2],"data_offsets":[0,12]}'), three), 'f: tensor "x" of shape [2] claims bytes 0 to 12, which cannot be.'],
    ['a tensor beyond the end', file(x('{"dtype":"F32","shape":[4],"data_offsets":[0,16]}'), three), 'f: it ends inside tensor "x".'],
    ['a shape of 10 GB', file(x('{"dtype":"F32","shape":[50000,50000],"data_offsets":[0,10000000000]}'), three), 'f: it ends inside tensor "x".'],
    ['a hole before the data', file(x('{"dtype":"F32","shape":[2],"data_offsets":[4,12]}'), three), 'which cannot be.'],
    ['bytes of no tensor', file(x('{"dtype":"F32","shape":[2],"data_offsets":[0,8]}'), three), 'f: 4 bytes belong to no tensor.'],
    ['overlapping tensors', file('{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}', three), 'which cannot be.'],
    ['a negative size', file(x('{"dtype":"F32","shape":[-1],"data_offsets":[0,0]}'), []), 'f: tensor "x": shape.0 must be >=0, but is -1.'],
  ])('refuses %s', (_, bytes, sentence) => {
    expect(() => parseSafetensors(bytes, 'f')).toThrow(sentence);
  });
});

describe('formatSafetensors', () => {
  it('writes the bytes of the format', () => {
    const bytes = formatSafetensors({ tensors: new Map([['x', { shape: [3], data: Float32Array.of(1, -2, 0.25) }]]), metadata: { a: 'b' } });
    const header = '{"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}';
    // 80 characters: already a multiple of 8, so there is no padding.
    expect(bytes).toEqual(file(header, three));
  });

  it('starts the data at a multiple of 8', () => {
    const bytes = formatSafetensors({ tensors: new Map([['xyz', { shape: [1], data: Float32Array.of(1) }]]), metadata: {} });
    expect((bytes.length - 4) % 8).toBe(0);
    expect(parseSafetensors(bytes, 'f').tensors.get('xyz')?.data).toEqual(Float32Array.of(1));
  });
});
