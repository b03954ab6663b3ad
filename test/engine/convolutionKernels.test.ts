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

/** A pooled convolution whose windows all lie inside pictures that are just large enough, and what goes back through it. */
function pooledCase({ kernel, channels, stride, filters, images }: { kernel: number; channels: number; stride: number; filters: number; images: number }) {
  const [rows, columns] = [2, 3];
  const [inputRows, inputColumns] = [(2 * rows - 1) * stride + kernel, (2 * columns - 1) * stride + kernel];
  // Rows and pictures of the gradient lie further apart than they need to.
  const [rowFloats, imageFloats] = [columns * filters + 4, rows * (columns * filters + 4) + 8];
  const weights = kernel * kernel * channels;
  const gradient = wholeNumbers(images * imageFloats, 4);
  const choices = Array.from({ length: images * rows * columns * filters }, (_, index) => (index * 7919) % 5);
  /** Of a filter: the floats from the first window of the first picture to that of each place, and its delta. */
  const placesOf = (filter: number) =>
    places(images, rows, columns).flatMap(([image = 0, row = 0, column = 0]) => {
      const choice = at(choices, ((image * rows + row) * columns + column) * filters + filter);
      const delta = at(gradient, image * imageFloats + row * rowFloats + column * filters + filter);
      if (choice === 4 || delta === 0) return [];
      const [y, x] = [stride * (2 * row + (choice >> 1)), stride * (2 * column + (choice & 1))];
      return [{ start: ((image * inputRows + y) * inputColumns + x) * channels, delta }];
    });
  /** The float of a window that a filter's weight meets, counted from the window's first. */
  const inWindow = (weight: number) => Math.floor(weight / (kernel * channels)) * inputColumns * channels + (weight % (kernel * channels));
  const inputFloats = images * inputRows * inputColumns * channels;
  return { rows, columns, inputFloats, imageBytes: (4 * inputFloats) / images, rowBytes: 4 * inputColumns * channels, rowFloats, imageFloats, weights, gradient, choices, placesOf, inWindow };
}

const pooledCases = [
  // Rows of a filter that are a part of a tile of 24 weights, a whole one, and several with a rest.
  { kernel: 1, channels: 8, stride: 1, filters: 16, images: 1 },
  { kernel: 1, channels: 16, stride: 2, filters: 8, images: 3 },
  { kernel: 3, channels: 8, stride: 1, filters: 8, images: 2 },
  { kernel: 5, channels: 8, stride: 1, filters: 16, images: 2 },
  { kernel: 3, channels: 24, stride: 3, filters: 8, images: 1 },
];

test.each(pooledCases)('gradients by places: $kernel x $kernel, $channels channels, stride $stride, $filters filters', (shape) => {
  const { kernel, channels, stride, filters, images } = shape;
  const { rows, columns, inputFloats, imageBytes, rowBytes, rowFloats, imageFloats, weights, gradient, choices, placesOf, inWindow } = pooledCase(shape);
  const input = wholeNumbers(inputFloats, 1);
  const weight = wholeNumbers(weights * filters, 2);
  // As they are stored: eight filters side by side.
  const stored = (filter: number, index: number) => ((filter >> 3) * weights + index) * 8 + (filter & 7);
  const expectedWeight = Array<number>(weights * filters).fill(1);
  const expectedBias = Array<number>(filters).fill(1);
  const expectedInput = Array<number>(inputFloats).fill(1);
  for (let filter = 0; filter < filters; filter++) {
    for (const { start, delta } of placesOf(filter)) {
      expectedBias[filter] = at(expectedBias, filter) + delta;
      for (let index = 0; index < weights; index++) {
        const [seen, own] = [start + inWindow(index), stored(filter, index)];
        expectedWeight[own] = at(expectedWeight, own) + at(input, seen) * delta;
        expectedInput[seen] = at(expectedInput, seen) + at(weight, own) * delta;
      }
    }
  }

  const { kernels, put, putIntegers, read } = kernelBench();
  const [inputAddress, gradientAddress, choicesAddress] = [put(input), put(gradient), putIntegers(choices)];
  const placeAddress = put(zeros(2 * (images * rows * columns + 1)));
  const weightGradient = put(Array<number>(weights * filters).fill(1));
  const biasGradient = put(Array<number>(filters).fill(1));
  const inputGradient = put(Array<number>(inputFloats).fill(1));
  const unpacked = put(zeros(weights * filters));
  kernels.unpackFilters(put(weight), weights, filters, unpacked);
  for (let filter = 0; filter < filters; filter++) {
    const [from, chosen] = [gradientAddress + 4 * filter, choicesAddress + 4 * filter];
    const stepBytes = 4 * stride * channels;
    const end = kernels.collectPlaces(from, 4 * rowFloats, 4 * imageFloats, chosen, images, rows, columns, filters, imageBytes, stride * rowBytes, stepBytes, 2, placeAddress);
    kernels.addPlacesToWeightGradient(placeAddress, end, inputAddress, rowBytes, kernel, channels, weightGradient + 4 * stored(filter, 0), biasGradient + 4 * filter);
    kernels.addPlacesToInputGradient(placeAddress, end, unpacked + 4 * filter * weights, kernel, channels, inputGradient, rowBytes);
  }
  expect(read(weightGradient, weights * filters)).toEqual(expectedWeight);
  expect(read(biasGradient, filters)).toEqual(expectedBias);
  expect(read(inputGradient, inputFloats)).toEqual(expectedInput);
});

test('collectPlaces leaves out what pooling did not choose, and where the gradient is 0', () => {
  const { kernels, put, putIntegers, read, readIntegers } = kernelBench();
  // One row of five pixels of two filters, of which the second is asked for. In steps of 2: columns 0, 2, 4, 1, 3.
  const gradient = put([0, 1, 0, 2, 0, 3, 0, 0, 0, 5]);
  const choices = putIntegers([0, 0, 0, 4, 0, 1, 0, 2, 0, 3]);
  const places = put(zeros(12));
  const end = kernels.collectPlaces(gradient + 4, 40, 40, choices + 4, 1, 1, 5, 2, 0, 1000, 10, 2, places);
  // Column 0 at choice 0, column 2 at choice 1, column 4 at choice 3; column 1 was not chosen, column 3 has no gradient.
  expect((end - places) / 8).toBe(3);
  expect([0, 2, 4].map((index) => at(readIntegers(places, 6), index))).toEqual([0, 50, 1090]);
  expect([1, 3, 5].map((index) => at(read(places, 6), index))).toEqual([1, 3, 5]);
});

test('clear makes bytes 0, and no more', () => {
  const { kernels, put, read } = kernelBench();
  const values = put([1, 2, 3, 4]);
  kernels.clear(values + 4, 8);
  expect(read(values, 4)).toEqual([1, 0, 0, 4]);
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
  kernels.poolBackward(put([10, 20, 30, 40]), 16, 16, choices, 1, 2, 2, 4, delta, 32, 64);
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
