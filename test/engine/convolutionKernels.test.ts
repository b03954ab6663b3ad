import { expect, test } from 'vitest';
import { at, kernelBench, sumOf, wholeNumbers, zeros } from './kernelsForTests';

/** Pictures of `size` x `size` pixels with their border, and windows of `kernel` x `kernel` over them. */
interface Shape {
  readonly size: number;
  readonly channels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly groups: number;
  readonly images: number;
}

const shapes: Shape[] = [
  { size: 5, channels: 1, kernel: 1, stride: 1, groups: 1, images: 1 },
  { size: 7, channels: 1, kernel: 3, stride: 2, groups: 2, images: 2 },
  { size: 9, channels: 1, kernel: 5, stride: 1, groups: 1, images: 1 },
  { size: 11, channels: 1, kernel: 7, stride: 3, groups: 1, images: 2 },
  { size: 6, channels: 8, kernel: 3, stride: 1, groups: 2, images: 1 },
  { size: 4, channels: 16, kernel: 1, stride: 3, groups: 1, images: 3 },
];

/** A convolution by its definition, on numbers that lie as in the engine. */
function naive(shape: Shape) {
  const { size, channels, kernel, stride, groups, images } = shape;
  const outputs = Math.floor((size - kernel) / stride) + 1;
  const [filters, pixels, taps] = [groups * 8, images * outputs * outputs, kernel * kernel * channels];
  const input = wholeNumbers(images * size * size * channels, 1);
  const weight = wholeNumbers(taps * filters, 2);
  const start = (pixel: number) => {
    const [image, row, column] = [Math.floor(pixel / outputs ** 2), Math.floor(pixel / outputs) % outputs, pixel % outputs];
    return ((image * size + row * stride) * size + column * stride) * channels;
  };
  const tapOffset = (tap: number) => Math.floor(tap / (kernel * channels)) * size * channels + (tap % (kernel * channels));
  const weightIndex = (filter: number, tap: number) => ((filter >> 3) * taps + tap) * 8 + (filter & 7);
  const inputOf = (pixel: number, tap: number) => at(input, start(pixel) + tapOffset(tap));
  return { input, weight, outputs, filters, pixels, taps, start, weightIndex, inputOf };
}

test.each(shapes)('convolve: $kernel x $kernel, $channels channels, stride $stride', (shape) => {
  const { size, channels, kernel, groups } = shape;
  const { input, weight, filters, pixels, taps, start, weightIndex, inputOf } = naive(shape);
  const { kernels, put, putIntegers, read } = kernelBench();
  const bias = wholeNumbers(filters, 3);
  const output = put(zeros(pixels * filters));
  const offsets = (offset: (pixel: number) => number) => putIntegers(Array.from({ length: pixels }, (_, pixel) => 4 * offset(pixel)));
  const weightRowBytes = kernel * channels * 32;
  kernels.convolve(
    put(input),
    offsets(start),
    pixels,
    size * channels * 4,
    kernel,
    kernel * channels,
    put(weight),
    weightRowBytes,
    kernel * weightRowBytes,
    put(bias),
    groups,
    output,
    offsets((pixel) => pixel * filters),
    true,
  );
  const expected = Array.from({ length: pixels * filters }, (_, index) => {
    const [pixel, filter] = [Math.floor(index / filters), index % filters];
    return Math.max(0, at(bias, filter) + sumOf(taps, (tap) => inputOf(pixel, tap) * at(weight, weightIndex(filter, tap))));
  });
  expect(read(output, pixels * filters)).toEqual(expected);
});

test('convolve takes a part of the filters', () => {
  const { kernels, put, putIntegers, read } = kernelBench();
  // Of 2 groups of 3 x 3 weights for one channel, the lower right 2 x 2: weight w of filter f is 100 w + f.
  const weight = Array.from({ length: 2 * 9 * 8 }, (_, index) => 100 * (Math.floor(index / 8) % 9) + 8 * Math.floor(index / 72) + (index % 8));
  const output = put(zeros(16));
  const firstInside = put(weight) + 4 * 32;
  kernels.convolve(put([1, 10, 0, 100, 1000]), putIntegers([0]), 1, 12, 2, 2, firstInside, 96, 288, 0, 2, output, putIntegers([0]), false);
  // 1 w4 + 10 w5 + 100 w7 + 1000 w8 = 400 + 5000 + 70,000 + 800,000, and f for each of 1111.
  expect(read(output, 16)).toEqual(Array.from({ length: 16 }, (_, filter) => 875_400 + 1111 * filter));
});

test.each(shapes.filter(({ channels }) => channels === 1))('imageWeightGradient adds: $kernel x $kernel, stride $stride', (shape) => {
  const { size, kernel, stride, groups, images } = shape;
  const { input, outputs, filters, pixels, taps, weightIndex, inputOf } = naive(shape);
  const { kernels, put, read } = kernelBench();
  const delta = wholeNumbers(pixels * filters, 4);
  const gradient = put(Array<number>(taps * filters).fill(1));
  kernels.imageWeightGradient(put(input), images, size * size * 4, size * 4, stride * size * 4, stride * 4, put(delta), outputs, outputs, groups, kernel, gradient);
  const expected = Array.from({ length: taps * filters }, () => NaN);
  for (let filter = 0; filter < filters; filter++) {
    for (let tap = 0; tap < taps; tap++) {
      expected[weightIndex(filter, tap)] = 1 + sumOf(pixels, (pixel) => inputOf(pixel, tap) * at(delta, pixel * filters + filter));
    }
  }
  expect(read(gradient, taps * filters)).toEqual(expected);
});

test.each([
  { size: 6, channels: 8, kernel: 3, stride: 1, groups: 2, images: 1 },
  { size: 5, channels: 8, kernel: 5, stride: 2, groups: 1, images: 2 },
  { size: 4, channels: 16, kernel: 1, stride: 3, groups: 1, images: 3 },
  // Filters that reach over both ends, and weights that meet nothing but zeros.
  { size: 2, channels: 8, kernel: 7, stride: 1, groups: 1, images: 1 },
  { size: 7, channels: 8, kernel: 7, stride: 4, groups: 1, images: 1 },
])('convolutionWeightGradient adds: $size x $size, $kernel x $kernel, $channels channels, stride $stride', ({ size, channels, kernel, stride, groups, images }) => {
  const padding = Math.floor(kernel / 2);
  const outputs = Math.floor((size - 1) / stride) + 1;
  const filters = groups * 8;
  const input = wholeNumbers(images * size * size * channels, 1);
  const delta = wholeNumbers(images * outputs * outputs * filters, 4);
  const expected = Array<number>(kernel * kernel * channels * filters).fill(1);
  for (const place of places(images, outputs, outputs, kernel, kernel)) {
    const [image = 0, y = 0, x = 0, kernelRow = 0, kernelColumn = 0] = place;
    const [row, column] = [y * stride - padding + kernelRow, x * stride - padding + kernelColumn];
    if (row < 0 || column < 0 || row >= size || column >= size) continue;
    for (const [channel = 0, filter = 0] of places(channels, filters)) {
      const index = ((((filter >> 3) * kernel + kernelRow) * kernel + kernelColumn) * channels + channel) * 8 + (filter & 7);
      const product = at(input, ((image * size + row) * size + column) * channels + channel) * at(delta, ((image * outputs + y) * outputs + x) * filters + filter);
      expected[index] = at(expected, index) + product;
    }
  }
  const { kernels, put, read } = kernelBench();
  const gradient = put(Array<number>(expected.length).fill(1));
  kernels.convolutionWeightGradient(put(input), images, size, size, channels, put(delta), outputs, outputs, groups, kernel, stride, gradient);
  expect(read(gradient, expected.length)).toEqual(expected);
});

test.each([
  // Rows of a filter that are a part of a tile of 24 weights, a whole one, and several with a rest.
  { kernel: 1, channels: 8, stride: 1, filters: 16, images: 1 },
  { kernel: 1, channels: 16, stride: 2, filters: 8, images: 3 },
  { kernel: 3, channels: 8, stride: 1, filters: 8, images: 2 },
  { kernel: 5, channels: 8, stride: 1, filters: 16, images: 2 },
  { kernel: 3, channels: 24, stride: 3, filters: 8, images: 1 },
])('pooledWeightGradient adds: $kernel x $kernel, $channels channels, stride $stride', ({ kernel, channels, stride, filters, images }) => {
  const [pooledRows, pooledColumns] = [2, 3];
  // Just so large that all windows fit.
  const [inputRows, inputColumns] = [(2 * pooledRows - 1) * stride + kernel, (2 * pooledColumns - 1) * stride + kernel];
  const input = wholeNumbers(images * inputRows * inputColumns * channels, 1);
  // A row of the batch has more features than these pictures.
  const imageFloats = pooledRows * pooledColumns * filters + 4;
  const pooled = wholeNumbers(images * imageFloats, 4);
  const choices = Array.from({ length: images * pooledRows * pooledColumns * filters }, (_, index) => (index * 7919) % 5);
  const expected = Array<number>(kernel * kernel * channels * filters).fill(1);
  for (const [image = 0, row = 0, column = 0, filter = 0] of places(images, pooledRows, pooledColumns, filters)) {
    const pixel = (row * pooledColumns + column) * filters + filter;
    const choice = at(choices, image * pooledRows * pooledColumns * filters + pixel);
    if (choice === 4) continue;
    const [y, x] = [stride * (2 * row + (choice >> 1)), stride * (2 * column + (choice & 1))];
    for (const [kernelRow = 0, kernelColumn = 0, channel = 0] of places(kernel, kernel, channels)) {
      const index = ((((filter >> 3) * kernel + kernelRow) * kernel + kernelColumn) * channels + channel) * 8 + (filter & 7);
      const value = at(input, ((image * inputRows + y + kernelRow) * inputColumns + x + kernelColumn) * channels + channel);
      expected[index] = at(expected, index) + value * at(pooled, image * imageFloats + pixel);
    }
  }
  const { kernels, put, putIntegers, read } = kernelBench();
  const gradient = put(Array<number>(expected.length).fill(1));
  const [rowBytes, pixelBytes] = [4 * inputColumns * channels, 4 * channels];
  kernels.pooledWeightGradient(
    put(input),
    images,
    inputRows * rowBytes,
    rowBytes,
    stride * rowBytes,
    stride * pixelBytes,
    channels,
    put(pooled),
    4 * imageFloats,
    putIntegers(choices),
    pooledRows,
    pooledColumns,
    filters,
    kernel,
    put(zeros(2 * (images * pooledRows * pooledColumns + 1))),
    gradient,
  );
  expect(read(gradient, expected.length)).toEqual(expected);
});

/** All combinations of whole numbers below these. */
function places(...counts: number[]): number[][] {
  return counts.reduce<number[][]>((found, count) => found.flatMap((place) => Array.from({ length: count }, (_, index) => [...place, index])), [[]]);
}

test('convolutionBiasGradient adds the sums of the channels', () => {
  const { kernels, put, read } = kernelBench();
  const delta = [1, 2, 3, 4, 5, 6, 7, 8, 10, 20, 30, 40, 50, 60, 70, 80];
  const gradient = put(Array<number>(8).fill(100));
  kernels.convolutionBiasGradient(put(delta), 2, 8, gradient);
  expect(read(gradient, 8)).toEqual([111, 122, 133, 144, 155, 166, 177, 188]);
});

test.each([
  [3, 1, 0, 0, [8, 7, 6, 5, 4, 3, 2, 1, 0]],
  [3, 2, 0, 0, [8, 6, 2, 0]],
  [3, 2, 1, 0, [5, 3]],
  [3, 2, 1, 1, [4]],
  [1, 2, 1, 0, []],
])('flipFilters of kernel %i at stride %i, phase %i %i, has its taps in reverse', (kernel, stride, row, column, expected) => {
  const { kernels, put, read } = kernelBench();
  const [channels, filters] = [8, 8];
  // Each weight tells its tap, channel and filter: tap * 100 + channel * 10 + filter.
  const weight = Array.from({ length: kernel * kernel * 64 }, (_, index) => Math.floor(index / 64) * 100 + (Math.floor(index / 8) % 8) * 10 + (index % 8));
  const flipped = put(zeros(9 * 64));
  kernels.flipFilters(put(weight), kernel, channels, filters, stride, row, column, flipped);
  const wanted = expected.flatMap((tap) => Array.from({ length: 64 }, (_, index) => tap * 100 + (index % 8) * 10 + Math.floor(index / 8)));
  expect(read(flipped, expected.length * 64)).toEqual(wanted);
});

test('poolAndRectify takes the largest of four, poolBackward gives back to the first of equal ones', () => {
  const { kernels, put, read } = kernelBench();
  // Two pixels of four channels a row: in the channels the largest is lower right, a tie of upper ones, below 0, NaN.
  const input = put([1, 5, -1, 1, 2, 5, -2, 2, 3, 4, -3, NaN, 4, 3, -4, 3]);
  const [output, choices, delta] = [put(zeros(4)), put(zeros(4)), put(Array<number>(16).fill(9))];
  kernels.poolAndRectify(input, 1, 2, 2, 4, output, 16, 16, choices);
  kernels.poolBackward(put([10, 20, 30, 40]), 16, choices, 1, 2, 2, 4, delta, 32, 64);
  expect(read(output, 4)).toEqual([4, 5, 0, NaN]);
  expect(read(delta, 16)).toEqual([0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0]);
});

test('gatherPictures puts rows into the inside of their borders', () => {
  const { kernels, putBytes, putIntegers, put, read } = kernelBench();
  const [rows, columns, rowFloats] = [2, 20, 24];
  const images = Array.from({ length: 3 * rows * columns }, (_, index) => (index * 5) % 256);
  const [pictures, labels] = [put(zeros(2 * 4 * rowFloats)), put(zeros(1))];
  kernels.gatherPictures(putBytes(images), putBytes([7, 8, 9]), putIntegers([2, 0]), 2, rows, columns, pictures + (rowFloats + 2) * 4, rowFloats * 4, 4 * rowFloats * 4, labels);
  const expected = Array.from({ length: 2 * 4 * rowFloats }, (_, index) => {
    const [picture, row, column] = [Math.floor(index / (4 * rowFloats)), (Math.floor(index / rowFloats) % 4) - 1, (index % rowFloats) - 2];
    if (row < 0 || row >= rows || column < 0 || column >= columns) return 0;
    return Math.round(255 * 1000 * (at(images, ((picture === 0 ? 2 : 0) * rows + row) * columns + column) / 255)) / 1000;
  });
  expect(read(pictures, expected.length).map((value) => Math.round(value * 255_000) / 1000)).toEqual(expected);
});
