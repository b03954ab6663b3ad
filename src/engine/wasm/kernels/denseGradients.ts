import { multiplyAdd } from './vectors';

/**
 * `gradient = deltaᵀ . batch`, the loss differentiated by the weights: delta `[n, stride]`, batch `[n, inputs]`, gradient
 * `[outputs, inputs]`; of these only the columns from `firstInput` to `endInput`. All three are multiples of 16, `outputs` of
 * 2. With `accumulate`, the gradient of these rows is added to what is there.
 *
 * The tile (see denseForward.ts) is 2 outputs x 16 inputs = 8 accumulators, summed over the rows of the batch: a row adds two
 * deltas, each copied to all four lanes, times four vectors of pixels, so 6 loads serve 8 multiplications. The sixteen pixels
 * of a row are one cache line of 64 bytes, and those of a batch of 128 stay in the first cache for all the outputs.
 */
export function denseWeightGradient(
  batch: usize,
  n: i32,
  inputs: i32,
  delta: usize,
  outputs: i32,
  stride: i32,
  gradient: usize,
  firstInput: i32,
  endInput: i32,
  accumulate: bool,
): void {
  const inputBytes = <usize>inputs << 2;
  const strideBytes = <usize>stride << 2;
  const end = <usize>endInput << 2;
  for (let column = <usize>firstInput << 2; column < end; column += 64) {
    for (let output: usize = 0; output < <usize>outputs; output += 2) {
      weightGradientTile(
        batch + column,
        n,
        inputBytes,
        delta + (output << 2),
        strideBytes,
        gradient + output * inputBytes + column,
        accumulate,
      );
    }
  }
}

/** Sixteen inputs, lettered by fours, with two outputs, numbered. */
@inline
function weightGradientTile(
  pixels: usize,
  n: i32,
  inputBytes: usize,
  delta: usize,
  strideBytes: usize,
  gradient: usize,
  accumulate: bool,
): void {
  const zero = f32x4.splat(0);
  let sumA0 = zero, sumB0 = zero, sumC0 = zero, sumD0 = zero;
  let sumA1 = zero, sumB1 = zero, sumC1 = zero, sumD1 = zero;

  for (const end = pixels + <usize>n * inputBytes; pixels < end; pixels += inputBytes) {
    const pixelsA = v128.load(pixels);
    const pixelsB = v128.load(pixels, 16);
    const pixelsC = v128.load(pixels, 32);
    const pixelsD = v128.load(pixels, 48);

    const delta0 = v128.load32_splat(delta);
    sumA0 = multiplyAdd(pixelsA, delta0, sumA0);
    sumB0 = multiplyAdd(pixelsB, delta0, sumB0);
    sumC0 = multiplyAdd(pixelsC, delta0, sumC0);
    sumD0 = multiplyAdd(pixelsD, delta0, sumD0);

    const delta1 = v128.load32_splat(delta, 4);
    sumA1 = multiplyAdd(pixelsA, delta1, sumA1);
    sumB1 = multiplyAdd(pixelsB, delta1, sumB1);
    sumC1 = multiplyAdd(pixelsC, delta1, sumC1);
    sumD1 = multiplyAdd(pixelsD, delta1, sumD1);

    delta += strideBytes;
  }

  const nextGradient = gradient + inputBytes;
  if (accumulate) {
    sumA0 = addTo(gradient, sumA0), sumB0 = addTo(gradient + 16, sumB0), sumC0 = addTo(gradient + 32, sumC0), sumD0 = addTo(gradient + 48, sumD0);
    sumA1 = addTo(nextGradient, sumA1), sumB1 = addTo(nextGradient + 16, sumB1), sumC1 = addTo(nextGradient + 32, sumC1), sumD1 = addTo(nextGradient + 48, sumD1);
  }
  storeSixteen(gradient, sumA0, sumB0, sumC0, sumD0);
  storeSixteen(nextGradient, sumA1, sumB1, sumC1, sumD1);
}

@inline
function addTo(address: usize, sum: v128): v128 {
  return f32x4.add(v128.load(address), sum);
}

@inline
function storeSixteen(address: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(address, a);
  v128.store(address, b, 16);
  v128.store(address, c, 32);
  v128.store(address, d, 48);
}

/** The loss differentiated by the bias: the sums of the columns of delta `[n, stride]`, as `stride` floats. */
export function denseBiasGradient(delta: usize, n: i32, stride: i32, gradient: usize, accumulate: bool): void {
  const strideBytes = <usize>stride << 2;
  for (let column: usize = 0; column < strideBytes; column += 16) {
    let sum = f32x4.splat(0);
    let address = delta + column;
    for (let row = 0; row < n; row++) {
      sum = f32x4.add(sum, v128.load(address));
      address += strideBytes;
    }
    v128.store(gradient + column, accumulate ? addTo(gradient + column, sum) : sum);
  }
}

/**
 * `result = delta . weight`, the loss differentiated by the layer's input: delta `[n, stride]`, weight `[outputs, inputs]`,
 * result `[n, inputs]`. `inputs` is a multiple of 8.
 *
 * The tile is 4 rows x 8 inputs = 8 accumulators, summed over the outputs: 4 deltas copied to all lanes and 2 vectors of
 * weights are 6 loads for 8 multiplications. All rows meet the same eight columns of the weights before the next eight.
 */
export function denseInputGradient(delta: usize, n: i32, outputs: i32, stride: i32, weight: usize, inputs: i32, result: usize): void {
  const inputBytes = <usize>inputs << 2;
  const strideBytes = <usize>stride << 2;
  for (let column: usize = 0; column < inputBytes; column += 32) {
    for (let i = 0; i < n; i += 4) {
      // As in denseForward: the last row stands in for those that are missing.
      const row0 = <usize>i;
      const row1 = <usize>min(i + 1, n - 1);
      const row2 = <usize>min(i + 2, n - 1);
      const row3 = <usize>min(i + 3, n - 1);
      inputGradientTile(
        delta + row0 * strideBytes,
        delta + row1 * strideBytes,
        delta + row2 * strideBytes,
        delta + row3 * strideBytes,
        outputs,
        weight + column,
        inputBytes,
        result + row0 * inputBytes + column,
        result + row1 * inputBytes + column,
        result + row2 * inputBytes + column,
        result + row3 * inputBytes + column,
      );
    }
  }
}

/** Four rows, lettered, with eight inputs: 0 to 3 and 4 to 7. */
@inline
function inputGradientTile(
  rowA: usize,
  rowB: usize,
  rowC: usize,
  rowD: usize,
  outputs: i32,
  weight: usize,
  inputBytes: usize,
  resultA: usize,
  resultB: usize,
  resultC: usize,
  resultD: usize,
): void {
  const zero = f32x4.splat(0);
  let sumA0 = zero, sumB0 = zero, sumC0 = zero, sumD0 = zero;
  let sumA4 = zero, sumB4 = zero, sumC4 = zero, sumD4 = zero;

  const end = <usize>outputs << 2;
  for (let output: usize = 0; output < end; output += 4) {
    const weights0 = v128.load(weight);
    const weights4 = v128.load(weight, 16);

    const deltaA = v128.load32_splat(rowA + output);
    sumA0 = multiplyAdd(deltaA, weights0, sumA0);
    sumA4 = multiplyAdd(deltaA, weights4, sumA4);
    const deltaB = v128.load32_splat(rowB + output);
    sumB0 = multiplyAdd(deltaB, weights0, sumB0);
    sumB4 = multiplyAdd(deltaB, weights4, sumB4);
    const deltaC = v128.load32_splat(rowC + output);
    sumC0 = multiplyAdd(deltaC, weights0, sumC0);
    sumC4 = multiplyAdd(deltaC, weights4, sumC4);
    const deltaD = v128.load32_splat(rowD + output);
    sumD0 = multiplyAdd(deltaD, weights0, sumD0);
    sumD4 = multiplyAdd(deltaD, weights4, sumD4);

    weight += inputBytes;
  }

  storeEight(resultA, sumA0, sumA4);
  storeEight(resultB, sumB0, sumB4);
  storeEight(resultC, sumC0, sumC4);
  storeEight(resultD, sumD0, sumD4);
}

@inline
function storeEight(address: usize, inputs0: v128, inputs4: v128): void {
  v128.store(address, inputs0);
  v128.store(address, inputs4, 16);
}
