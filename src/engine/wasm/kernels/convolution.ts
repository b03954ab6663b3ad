import { multiplyAdd, rectified } from './vectors';

// A convolution as a matrix product, without building the matrix.
//
// One output pixel of one filter is the sum of `kernel rows x kernel columns x channels` products. Pictures lie in memory
// pixel by pixel, all channels of one before the next, so the window under one row of a filter is one run of floats. A table
// names the byte at which each output pixel's window begins, so that a tile may go over the end of a row or of a picture.
// A window is what of it lies inside the picture, and a call has the pixels for which that is the same (plan/bands.ts).
//
// Filters are taken in groups of eight, and weights lie as `[group][kernel row][kernel column][channel][8 filters]`: the
// order in which they are read here.
//
// The tile (see denseForward.ts) is 4 output pixels x 8 filters = 8 accumulators of four filters each: for every float of a
// window, 4 pixels copied to all lanes and 2 vectors of weights are 6 loads for 8 multiplications.

/**
 * `output = bias + window . weight` for `pixels` output pixels and `groups` groups of eight filters. The windows of
 * `kernelRows` runs of `runFloats` begin at `input + inputOffsets[pixel]`, and from one run to the next there are `rowBytes`.
 * The weights of the first run of the first group begin at `weight`, those of the next run `weightRowBytes` later, those of the
 * next group `groupBytes`. The filters of a pixel go to `output + outputOffsets[pixel]`. A bias at address 0 is none; `rectify`
 * makes negative sums 0.
 *
 * Serves also to take a gradient back to the input, with filters from `flipFilters`.
 */
export function convolve(
  input: usize,
  inputOffsets: usize,
  pixels: i32,
  rowBytes: usize,
  kernelRows: i32,
  runFloats: i32,
  weight: usize,
  weightRowBytes: usize,
  groupBytes: usize,
  bias: usize,
  groups: i32,
  output: usize,
  outputOffsets: usize,
  rectify: bool,
): void {
  const runBytes = <usize>runFloats << 2;
  const last = <usize>(pixels - 1) << 2;
  const end = <usize>pixels << 2;
  for (let group = 0; group < groups; group++) {
    for (let pixelA: usize = 0; pixelA < end; pixelA += 16) {
      // Where fewer than four pixels are left, the last one stands in for those that are missing.
      const pixelB = min(pixelA + 4, last);
      const pixelC = min(pixelA + 8, last);
      const pixelD = min(pixelA + 12, last);
      convolveTile(
        input + load<u32>(inputOffsets + pixelA),
        input + load<u32>(inputOffsets + pixelB),
        input + load<u32>(inputOffsets + pixelC),
        input + load<u32>(inputOffsets + pixelD),
        kernelRows,
        runBytes,
        rowBytes - runBytes,
        weight,
        weightRowBytes - (runBytes << 3),
        bias,
        output + load<u32>(outputOffsets + pixelA),
        output + load<u32>(outputOffsets + pixelB),
        output + load<u32>(outputOffsets + pixelC),
        output + load<u32>(outputOffsets + pixelD),
        rectify,
      );
    }
    weight += groupBytes;
    output += 32;
    if (bias) bias += 32;
  }
}

/** Four pixels, lettered, with eight filters: 0 to 3 and 4 to 7. */
@inline
function convolveTile(
  windowA: usize,
  windowB: usize,
  windowC: usize,
  windowD: usize,
  kernelRows: i32,
  runBytes: usize,
  skipBytes: usize,
  weight: usize,
  weightSkipBytes: usize,
  bias: usize,
  outputA: usize,
  outputB: usize,
  outputC: usize,
  outputD: usize,
  rectify: bool,
): void {
  const zero = f32x4.splat(0);
  let sumA0 = zero, sumA4 = zero;
  if (bias) {
    sumA0 = v128.load(bias);
    sumA4 = v128.load(bias, 16);
  }
  let sumB0 = sumA0, sumC0 = sumA0, sumD0 = sumA0;
  let sumB4 = sumA4, sumC4 = sumA4, sumD4 = sumA4;

  for (let row = 0; row < kernelRows; row++) {
    for (const end = windowA + runBytes; windowA < end; ) {
      const weights0 = v128.load(weight);
      const weights4 = v128.load(weight, 16);

      const inputA = v128.load32_splat(windowA);
      sumA0 = multiplyAdd(inputA, weights0, sumA0);
      sumA4 = multiplyAdd(inputA, weights4, sumA4);
      const inputB = v128.load32_splat(windowB);
      sumB0 = multiplyAdd(inputB, weights0, sumB0);
      sumB4 = multiplyAdd(inputB, weights4, sumB4);
      const inputC = v128.load32_splat(windowC);
      sumC0 = multiplyAdd(inputC, weights0, sumC0);
      sumC4 = multiplyAdd(inputC, weights4, sumC4);
      const inputD = v128.load32_splat(windowD);
      sumD0 = multiplyAdd(inputD, weights0, sumD0);
      sumD4 = multiplyAdd(inputD, weights4, sumD4);

      weight += 32;
      windowA += 4;
      windowB += 4;
      windowC += 4;
      windowD += 4;
    }
    windowA += skipBytes;
    windowB += skipBytes;
    windowC += skipBytes;
    windowD += skipBytes;
    weight += weightSkipBytes;
  }

  if (rectify) {
    sumA0 = rectified(sumA0), sumB0 = rectified(sumB0), sumC0 = rectified(sumC0), sumD0 = rectified(sumD0);
    sumA4 = rectified(sumA4), sumB4 = rectified(sumB4), sumC4 = rectified(sumC4), sumD4 = rectified(sumD4);
  }
  storeEight(outputA, sumA0, sumA4);
  storeEight(outputB, sumB0, sumB4);
  storeEight(outputC, sumC0, sumC4);
  storeEight(outputD, sumD0, sumD4);
}

@inline
function storeEight(address: usize, filters0: v128, filters4: v128): void {
  v128.store(address, filters0);
  v128.store(address, filters4, 16);
}
