import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatPth, isPth, parsePth } from '../../../src/core/formats/pth';
import { formatZip, parseZip } from '../../../src/core/formats/zip';
import type { StateDict } from '../../../src/core/stateDict';

/** A file that PyTorch itself wrote; fixtures/pytorch/make.py says how. */
function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(`test/fixtures/pytorch/${name}.pth`));
}

const small: StateDict = new Map([['x', { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }], ['y', { shape: [], data: Float32Array.of(-0.5) }]]);

/** The small file with some of its entries replaced, or left out where `undefined`. */
function withEntries(changes: Record<string, Uint8Array | undefined>): Uint8Array {
  const entries = new Map(parseZip(formatPth(small), 'f'));
  for (const [key, data] of Object.entries(changes)) {
    if (data) entries.set(`archive/${key}`, data);
    else entries.delete(`archive/${key}`);
  }
  return formatZip(entries);
}

/** The small file with bytes of its pickle replaced by others, as many. */
function withPickle(from: readonly number[], to: readonly number[]): Uint8Array {
  const pickle = Buffer.from(parseZip(formatPth(small), 'f').get('archive/data.pkl') ?? []);
  pickle.set(to, pickle.indexOf(Buffer.from(from)));
  return withEntries({ 'data.pkl': new Uint8Array(pickle) });
}

describe("parsePth of PyTorch's own files", () => {
  it('reads views of a storage in their own order', () => {
    const { tensors } = parsePth(fixture('strided'), 'f');
    expect(Object.fromEntries(tensors)).toEqual({
      transposed: { shape: [6, 4], data: Float32Array.from([0, 6, 12, 18, 1, 7, 13, 19, 2, 8, 14, 20, 3, 9, 15, 21, 4, 10, 16, 22, 5, 11, 17, 23]) },
      offset: { shape: [3], data: Float32Array.of(5, 6, 7) },
      everyThird: { shape: [8], data: Float32Array.of(1, 4, 7, 10, 13, 16, 19, 22) },
      expanded: { shape: [2, 2], data: Float32Array.of(2, 2, 2, 2) },
      scalar: { shape: [], data: Float32Array.of(-1.5) },
      empty: { shape: [0, 3], data: Float32Array.of() },
    });
  });

  it.each(['double', 'single', 'half', 'bfloat16'])('reads %s numbers', (kind) => {
    expect(parsePth(fixture('types'), 'f').tensors.get(kind)?.data).toEqual(Float32Array.of(1, -2.5, 2 ** -24, Infinity));
  });

  it('finds the state dict of a checkpoint, and says what else is there', () => {
    const { tensors, ignored } = parsePth(fixture('checkpoint'), 'f');
    expect([...tensors.keys()]).toEqual(['0.weight', '0.bias', '1.weight', '1.bias', '1.running_mean', '1.running_var']);
    expect(ignored).toEqual(['epoch', 'optimizer_state_dict', 'best', 'seed', '1.num_batches_tracked']);
  });

  it('reads parameters', () => {
    expect([...parsePth(fixture('parameters'), 'f').tensors]).toEqual([
      ['weight', { shape: [1, 2], data: Float32Array.of(1, 2) }],
      ['bias', { shape: [1], data: Float32Array.of(3) }],
    ]);
  });

  it.each([
    ['legacy', 'f has the format from before PyTorch 1.6. Save it anew in Python, torch.save(torch.load(path, weights_only=True), new_path), and choose the new file.'],
    ['whole-model', 'f names __main__.MnistModel, which a state dict does not need. Nothing of it was run. Save the state dict alone, torch.save(model.state_dict(), path), and try again.'],
  ])('refuses %s', (name, sentence) => {
    expect(isPth(fixture(name))).toBe(true);
    expect(() => parsePth(fixture(name), 'f')).toThrow(sentence);
  });
});

describe('parsePth', () => {
  // In the pickle, `J` is an integer of four bytes: the storage of x has 6 numbers, its shape is (2, 3), its strides (3, 1).
  const integer = (value: number) => [0x4a, value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24];
  const shape = [0x28, ...integer(2), ...integer(3), 0x74];
  it.each([
    ['a zip file of something else', formatZip(new Map([['word/document.xml', Uint8Array.of(1)]])), 'f is a zip file, but not one of torch.save. Choose another.'],
    ['big-endian numbers', withEntries({ byteorder: new TextEncoder().encode('big') }), 'f has its bytes in another order than little-endian.'],
    ['a storage that is missing', withEntries({ 'data/0': undefined }), 'f: it announces 6 numbers of torch.FloatStorage, but has not their bytes.'],
    ['a storage that is too short', withEntries({ 'data/0': new Uint8Array(20) }), 'f: it announces 6 numbers of torch.FloatStorage, but has not their bytes.'],
    ['a shape beyond its numbers', withPickle(shape, [0x28, ...integer(3), ...integer(3), 0x74]), 'f: a tensor of shape [3, 3] reaches beyond its numbers.'],
    ['a negative size', withPickle(shape, [0x28, ...integer(-2), ...integer(3), 0x74]), 'f: its description of a tensor: 2.0 must be a whole number from 0 to 9007199254740991, but is -2.'],
    ['a pickle of a number', withEntries({ 'data.pkl': Uint8Array.from([0x4b, 1, 0x2e]) }), 'f holds no state dict. Save one, torch.save(model.state_dict(), path), and choose that.'],
    ['an empty state dict', formatPth(new Map()), 'f holds no state dict.'],
  ])('refuses %s', (_, bytes, sentence) => {
    expect(() => parsePth(bytes, 'f')).toThrow(sentence);
  });

  it('refuses a huge tensor that repeats one number, before it is made', () => {
    const strides = [0x28, ...integer(3), ...integer(1), 0x74];
    const huge = [0x28, ...integer(1 << 20), ...integer(1 << 20), 0x74];
    const pickle = Buffer.from(parseZip(formatPth(small), 'f').get('archive/data.pkl') ?? []);
    pickle.set([0x28, ...integer(0), ...integer(0), 0x74], pickle.indexOf(Buffer.from(strides)));
    pickle.set(huge, pickle.indexOf(Buffer.from(shape)));
    expect(() => parsePth(withEntries({ 'data.pkl': new Uint8Array(pickle) }), 'f')).toThrow('f has 1099511627777 numbers, above the limit of 33554432. Choose a smaller model.');
  });
});

describe('formatPth', () => {
  it('is read by parsePth', () => {
    expect(parsePth(formatPth(small), 'f')).toEqual({ tensors: small, ignored: [] });
  });
});
