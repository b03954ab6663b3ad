import { multiplyAdd } from './vectors';

/**
 * Adds to `gradient` the loss differentiated by a convolution's weights: the sum over output pixels of input times delta.
 * Input and delta are pictures as in convolution.ts, `input` at the first window of the first picture. From one output pixel
 * to the next in a row, the window moves on by `inputStepBytes`, from one row to the next by `inputRowStepBytes`; the rows of
 * a filter lie `inputRowBytes` apart. The gradient lies as the weights do.
 *
 * The tile is 4 weights of a filter's row x 8 filters = 8 accumulators, which stay in registers for all pixels of a picture:
 * 4 inputs copied to all lanes and 2 vectors of deltas are 6 loads for 8 multiplications. The first layer's rows of 1, 3, 5
 * or 7 weights are taken as they come: 7 as 4 and 3. One picture after the other, because input and delta of one fit the
 * first cache.
 */
export function convolutionWeightGradient(
  input: usize,
  images: i32,
  inputImageBytes: usize,
  inputRowBytes: usize,
  inputRowStepBytes: usize,
  inputStepBytes: usize,
  delta: usize,
  deltaImageBytes: usize,
  deltaRowBytes: usize,
  rows: i32,
  columns: i32,
  kernelRows: i32,
  runFloats: i32,
  groups: i32,
  gradient: usize,
): void {
  const pixelBytes = <usize>groups << 5;
  for (let image = 0; image < images; image++) {
    let weights = gradient;
    for (let group: usize = 0; group < pixelBytes; group += 32) {
      for (let kernelRow = 0; kernelRow < kernelRows; kernelRow++) {
        let run = input + <usize>kernelRow * inputRowBytes;
        for (let left = runFloats; left > 0; ) {
          const taken = left == 5 ? 5 : min(left, 4);
          if (taken == 4) gradientTile(4, run, inputRowStepBytes, inputStepBytes, delta + group, deltaRowBytes, pixelBytes, rows, columns, weights);
          else if (taken == 5) gradientTile(5, run, inputRowStepBytes, inputStepBytes, delta + group, deltaRowBytes, pixelBytes, rows, columns, weights);
          else if (taken == 3) gradientTile(3, run, inputRowStepBytes, inputStepBytes, delta + group, deltaRowBytes, pixelBytes, rows, columns, weights);
          else gradientTile(1, run, inputRowStepBytes, inputStepBytes, delta + group, deltaRowBytes, pixelBytes, rows, columns, weights);
          left -= taken;
          run += <usize>taken << 2;
          weights += <usize>taken << 5;
        }
      }
    }
    input += inputImageBytes;
    delta += deltaImageBytes;
  }
}

/** `taken` weights, lettered, of eight filters, 0 to 3 and 4 to 7. `taken` is a literal: each call is compiled by itself. */
@inline
function gradientTile(
  taken: i32,
  inputRow: usize,
  inputRowStepBytes: usize,
  inputStepBytes: usize,
  deltaRow: usize,
  deltaRowBytes: usize,
  pixelBytes: usize,
  rows: i32,
  columns: i32,
  gradient: usize,
): void {
  const zero = f32x4.splat(0);
  let sumA0 = zero, sumB0 = zero, sumC0 = zero, sumD0 = zero, sumE0 = zero;
  let sumA4 = zero, sumB4 = zero, sumC4 = zero, sumD4 = zero, sumE4 = zero;

  const columnBytes = <usize>columns * pixelBytes;
  for (let row = 0; row < rows; row++) {
    let input = inputRow;
    let delta = deltaRow;
    for (const end = delta + columnBytes; delta < end; delta += pixelBytes) {
      const delta0 = v128.load(delta);
      const delta4 = v128.load(delta, 16);

      const inputA = v128.load32_splat(input);
      sumA0 = multiplyAdd(inputA, delta0, sumA0);
      sumA4 = multiplyAdd(inputA, delta4, sumA4);
      if (taken > 2) {
        const inputB = v128.load32_splat(input, 4);
        sumB0 = multiplyAdd(inputB, delta0, sumB0);
        sumB4 = multiplyAdd(inputB, delta4, sumB4);
        const inputC = v128.load32_splat(input, 8);
        sumC0 = multiplyAdd(inputC, delta0, sumC0);
        sumC4 = multiplyAdd(inputC, delta4, sumC4);
      }
      if (taken > 3) {
        const inputD = v128.load32_splat(input, 12);
        sumD0 = multiplyAdd(inputD, delta0, sumD0);
        sumD4 = multiplyAdd(inputD, delta4, sumD4);
      }
      if (taken > 4) {
        const inputE = v128.load32_splat(input, 16);
        sumE0 = multiplyAdd(inputE, delta0, sumE0);
        sumE4 = multiplyAdd(inputE, delta4, sumE4);
      }
      input += inputStepBytes;
    }
    inputRow += inputRowStepBytes;
    deltaRow += deltaRowBytes;
  }

  addEight(gradient, sumA0, sumA4);
  if (taken > 2) {
    addEight(gradient + 32, sumB0, sumB4);
    addEight(gradient + 64, sumC0, sumC4);
  }
  if (taken > 3) addEight(gradient + 96, sumD0, sumD4);
  if (taken > 4) addEight(gradient + 128, sumE0, sumE4);
}

@inline
function addEight(address: usize, filters0: v128, filters4: v128): void {
  v128.store(address, f32x4.add(v128.load(address), filters0));
  v128.store(address, f32x4.add(v128.load(address, 16), filters4), 16);
}

/**
 * Adds to `gradient`, `[channels]`, the loss differentiated by a convolution's bias: the sum of delta over `pixels` pixels
 * that follow each other, borders of zeros among them. `channels` is a multiple of 8.
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
