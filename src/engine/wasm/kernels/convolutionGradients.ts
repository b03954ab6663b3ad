import { multiplyAdd } from './vectors';

// The tile of both weight gradients is 4 weights x 8 filters = 8 accumulators, which stay in registers for all pixels of a
// picture: 4 inputs copied to all lanes and 2 vectors of deltas are 6 loads for 8 multiplications. One picture after the other,
// because input and delta of one fit the first cache.

/**
 * Adds to `gradient` the loss differentiated by a convolution's weights: the sum over output pixels of input times delta.
 * Input, `inputRows` x `inputColumns` pixels of `channels`, and delta, `rows` x `columns` of `groups` groups of eight filters,
 * are pictures as in convolution.ts that follow each other. Channels are a multiple of 4. The gradient lies as the weights do.
 *
 * For each weight only those output pixels are gone through whose input it meets inside the picture.
 */
export function convolutionWeightGradient(
  input: usize,
  images: i32,
  inputRows: i32,
  inputColumns: i32,
  channels: i32,
  delta: usize,
  rows: i32,
  columns: i32,
  groups: i32,
  kernel: i32,
  stride: i32,
  gradient: usize,
): void {
  const padding = kernel >> 1;
  const inputPixelBytes = <usize>channels << 2;
  const inputRowBytes = <usize>inputColumns * inputPixelBytes;
  const pixelBytes = <usize>groups << 5;
  const deltaRowBytes = <usize>columns * pixelBytes;
  for (let image = 0; image < images; image++) {
    let weights = gradient;
    for (let group: usize = 0; group < pixelBytes; group += 32) {
      for (let kernelRow = 0; kernelRow < kernel; kernelRow++) {
        const firstRow = firstInside(kernelRow - padding, stride);
        const rowCount = endInside(kernelRow - padding, stride, inputRows, rows) - firstRow;
        const inputRow = input + <usize>(firstRow * stride + kernelRow - padding) * inputRowBytes;
        const deltaRow = delta + group + <usize>firstRow * deltaRowBytes;
        for (let kernelColumn = 0; kernelColumn < kernel; kernelColumn++) {
          const firstColumn = firstInside(kernelColumn - padding, stride);
          const columnCount = max(0, endInside(kernelColumn - padding, stride, inputColumns, columns) - firstColumn);
          const inputPixel = inputRow + <usize>(firstColumn * stride + kernelColumn - padding) * inputPixelBytes;
          const deltaPixel = deltaRow + <usize>firstColumn * pixelBytes;
          for (let channel: usize = 0; channel < inputPixelBytes; channel += 16) {
            gradientOfNeighbours(
              inputPixel + channel,
              <usize>stride * inputRowBytes,
              <usize>stride * inputPixelBytes,
              deltaPixel,
              deltaRowBytes,
              pixelBytes,
              rowCount,
              columnCount,
              weights,
            );
            weights += 128;
          }
        }
      }
    }
    input += <usize>inputRows * inputRowBytes;
    delta += <usize>rows * deltaRowBytes;
  }
}

/** The first output, a row or a column, whose input lies inside the picture: that of output o is `o * stride + offset`. */
@inline
function firstInside(offset: i32, stride: i32): i32 {
  return offset >= 0 ? 0 : (stride - 1 - offset) / stride;
}

/** The end of those. */
@inline
function endInside(offset: i32, stride: i32, inputs: i32, outputs: i32): i32 {
  return offset >= inputs ? 0 : min(outputs, (inputs - 1 - offset) / stride + 1);
}

/**
 * The same for the first layer, whose pictures have one channel and, around them, the zeros that filters reach; `input` is at
 * the first window of the first picture. From one output pixel to the next in a row, the window moves on by `inputStepBytes`,
 * from one row to the next by `inputRowStepBytes`; the `kernel` rows of a filter lie `inputRowBytes` apart.
 *
 * Rows of 1, 3, 5 or 7 weights are counted through over their ends, with a pointer for each of the four of a tile; one of all
 * is left over.
 */
export function imageWeightGradient(
  input: usize,
  images: i32,
  inputImageBytes: usize,
  inputRowBytes: usize,
  inputRowStepBytes: usize,
  inputStepBytes: usize,
  delta: usize,
  rows: i32,
  columns: i32,
  groups: i32,
  kernel: i32,
  gradient: usize,
): void {
  const pixelBytes = <usize>groups << 5;
  const weightCount = kernel * kernel;
  for (let image = 0; image < images; image++) {
    let weights = gradient;
    for (let group: usize = 0; group < pixelBytes; group += 32) {
      let weight = 0;
      for (; weight + 4 <= weightCount; weight += 4) {
        gradientOfFour(
          input + windowOffset(weight, kernel, inputRowBytes),
          input + windowOffset(weight + 1, kernel, inputRowBytes),
          input + windowOffset(weight + 2, kernel, inputRowBytes),
          input + windowOffset(weight + 3, kernel, inputRowBytes),
          inputRowStepBytes,
          inputStepBytes,
          delta + group,
          pixelBytes,
          rows,
          columns,
          weights,
        );
        weights += 128;
      }
      for (; weight < weightCount; weight++) {
        gradientOfOne(
          input + windowOffset(weight, kernel, inputRowBytes),
          inputRowStepBytes,
          inputStepBytes,
          delta + group,
          pixelBytes,
          rows,
          columns,
          weights,
        );
        weights += 32;
      }
    }
    input += inputImageBytes;
    delta += <usize>(rows * columns) * pixelBytes;
  }
}

/** Where in a window the input of a weight lies. */
@inline
function windowOffset(weight: i32, kernel: i32, rowBytes: usize): usize {
  return <usize>(weight / kernel) * rowBytes + (<usize>(weight % kernel) << 2);
}

/** Four weights that follow each other, lettered, of eight filters, 0 to 3 and 4 to 7. */
@inline
function gradientOfNeighbours(
  input: usize,
  inputRowStepBytes: usize,
  inputStepBytes: usize,
  delta: usize,
  deltaRowBytes: usize,
  pixelBytes: usize,
  rows: i32,
  columns: i32,
  gradient: usize,
): void {
  const zero = f32x4.splat(0);
  let sumA0 = zero, sumB0 = zero, sumC0 = zero, sumD0 = zero;
  let sumA4 = zero, sumB4 = zero, sumC4 = zero, sumD4 = zero;

  const inputSkipBytes = inputRowStepBytes - <usize>columns * inputStepBytes;
  const deltaSkipBytes = deltaRowBytes - <usize>columns * pixelBytes;
  for (let row = 0; row < rows; row++) {
    for (const end = delta + <usize>columns * pixelBytes; delta < end; delta += pixelBytes) {
      const delta0 = v128.load(delta);
      const delta4 = v128.load(delta, 16);

      const valueA = v128.load32_splat(input);
      sumA0 = multiplyAdd(valueA, delta0, sumA0);
      sumA4 = multiplyAdd(valueA, delta4, sumA4);
      const valueB = v128.load32_splat(input, 4);
      sumB0 = multiplyAdd(valueB, delta0, sumB0);
      sumB4 = multiplyAdd(valueB, delta4, sumB4);
      const valueC = v128.load32_splat(input, 8);
      sumC0 = multiplyAdd(valueC, delta0, sumC0);
      sumC4 = multiplyAdd(valueC, delta4, sumC4);
      const valueD = v128.load32_splat(input, 12);
      sumD0 = multiplyAdd(valueD, delta0, sumD0);
      sumD4 = multiplyAdd(valueD, delta4, sumD4);

      input += inputStepBytes;
    }
    input += inputSkipBytes;
    delta += deltaSkipBytes;
  }

  addEight(gradient, sumA0, sumA4);
  addEight(gradient + 32, sumB0, sumB4);
  addEight(gradient + 64, sumC0, sumC4);
  addEight(gradient + 96, sumD0, sumD4);
}

/** The same of four weights anywhere in a window. */
@inline
function gradientOfFour(
  inputA: usize,
  inputB: usize,
  inputC: usize,
  inputD: usize,
  inputRowStepBytes: usize,
  inputStepBytes: usize,
  delta: usize,
  pixelBytes: usize,
  rows: i32,
  columns: i32,
  gradient: usize,
): void {
  const zero = f32x4.splat(0);
  let sumA0 = zero, sumB0 = zero, sumC0 = zero, sumD0 = zero;
  let sumA4 = zero, sumB4 = zero, sumC4 = zero, sumD4 = zero;

  const inputSkipBytes = inputRowStepBytes - <usize>columns * inputStepBytes;
  for (let row = 0; row < rows; row++) {
    for (const end = delta + <usize>columns * pixelBytes; delta < end; delta += pixelBytes) {
      const delta0 = v128.load(delta);
      const delta4 = v128.load(delta, 16);

      const valueA = v128.load32_splat(inputA);
      sumA0 = multiplyAdd(valueA, delta0, sumA0);
      sumA4 = multiplyAdd(valueA, delta4, sumA4);
      const valueB = v128.load32_splat(inputB);
      sumB0 = multiplyAdd(valueB, delta0, sumB0);
      sumB4 = multiplyAdd(valueB, delta4, sumB4);
      const valueC = v128.load32_splat(inputC);
      sumC0 = multiplyAdd(valueC, delta0, sumC0);
      sumC4 = multiplyAdd(valueC, delta4, sumC4);
      const valueD = v128.load32_splat(inputD);
      sumD0 = multiplyAdd(valueD, delta0, sumD0);
      sumD4 = multiplyAdd(valueD, delta4, sumD4);

      inputA += inputStepBytes;
      inputB += inputStepBytes;
      inputC += inputStepBytes;
      inputD += inputStepBytes;
    }
    inputA += inputSkipBytes;
    inputB += inputSkipBytes;
    inputC += inputSkipBytes;
    inputD += inputSkipBytes;
  }

  addEight(gradient, sumA0, sumA4);
  addEight(gradient + 32, sumB0, sumB4);
  addEight(gradient + 64, sumC0, sumC4);
  addEight(gradient + 96, sumD0, sumD4);
}

/** One weight of eight filters. */
@inline
function gradientOfOne(
  input: usize,
  inputRowStepBytes: usize,
  inputStepBytes: usize,
  delta: usize,
  pixelBytes: usize,
  rows: i32,
  columns: i32,
  gradient: usize,
): void {
  let sum0 = f32x4.splat(0);
  let sum4 = f32x4.splat(0);
  const inputSkipBytes = inputRowStepBytes - <usize>columns * inputStepBytes;
  for (let row = 0; row < rows; row++) {
    for (const end = delta + <usize>columns * pixelBytes; delta < end; delta += pixelBytes) {
      const value = v128.load32_splat(input);
      sum0 = multiplyAdd(value, v128.load(delta), sum0);
      sum4 = multiplyAdd(value, v128.load(delta, 16), sum4);
      input += inputStepBytes;
    }
    input += inputSkipBytes;
  }
  addEight(gradient, sum0, sum4);
}

@inline
function addEight(address: usize, filters0: v128, filters4: v128): void {
  v128.store(address, f32x4.add(v128.load(address), filters0));
  v128.store(address, f32x4.add(v128.load(address, 16), filters4), 16);
}

/**
 * Adds to `gradient`, `[channels]`, the loss differentiated by a convolution's bias: the sum of delta over `pixels` pixels
 * that follow each other. `channels` is a multiple of 8.
 */
export function convolutionBiasGradient(delta: usize, pixels: i32, channels: i32, gradient: usize): void {
  const pixelBytes = <usize>channels << 2;
  const end = <usize>pixels * pixelBytes;
  for (let channel: usize = 0; channel < pixelBytes; channel += 32) {
    let sum0 = f32x4.splat(0);
    let sum4 = f32x4.splat(0);
    for (let pixel: usize = 0; pixel < end; pixel += pixelBytes) {
      const address = delta + pixel + channel;
      sum0 = f32x4.add(sum0, v128.load(address));
      sum4 = f32x4.add(sum4, v128.load(address, 16));
    }
    addEight(gradient + channel, sum0, sum4);
  }
}

/**
 * The filters with which `convolve` takes delta back to the input, for the input pixels of one phase.
 *
 * At stride s, an input pixel meets only every s-th weight of a row, and which ones depends on its place: pixels of one
 * phase, s² in all, meet the rows `firstRow, firstRow + s, ...` and the columns `firstColumn, firstColumn + s, ...` of each
 * filter. Here these become a filter of their own, so that nothing is multiplied by zero. Delta moves against the input, so
 * rows and columns are in reverse; filters and channels change places.
 *
 * `weight` is `[filters / 8][kernel][kernel][channels][8]`, `flipped` `[channels / 8][rows][columns][filters][8]`.
 */
export function flipFilters(weight: usize, kernel: i32, channels: i32, filters: i32, stride: i32, firstRow: i32, firstColumn: i32, flipped: usize): void {
  const lastRow = firstRow + ((kernel - 1 - firstRow) / stride) * stride;
  const lastColumn = firstColumn + ((kernel - 1 - firstColumn) / stride) * stride;
  if (firstRow >= kernel || firstColumn >= kernel) return;
  const groupBytes = <usize>(kernel * kernel * channels) << 5;
  for (let channel = 0; channel < channels; channel += 8) {
    for (let row = lastRow; row >= firstRow; row -= stride) {
      for (let column = lastColumn; column >= firstColumn; column -= stride) {
        const taps = weight + (<usize>((row * kernel + column) * channels + channel) << 5);
        for (let filter = 0; filter < filters; filter++) {
          const tap = taps + <usize>(filter >> 3) * groupBytes + (<usize>(filter & 7) << 2);
          for (let lane: usize = 0; lane < 8; lane++) store<f32>(flipped + (lane << 2), load<f32>(tap + (lane << 5)));
          flipped += 32;
        }
      }
    }
  }
}
