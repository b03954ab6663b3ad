import { multiplyAdd } from './vectors';

/**
 * `gradient = deltaᵀ . batch`, the loss differentiated by the weights: delta `[n, stride]`, batch `[n, inputs]`, gradient
 * `[outputs, inputs]`. `inputs` is a multiple of 16, `outputs` of 2.
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
): void {
  const inputBytes = <usize>inputs << 2;
  const strideBytes = <usize>stride << 2;
  for (let column: usize = 0; column < inputBytes; column += 64) {
    for (let output: usize = 0; output < <usize>outputs; output += 2) {
      weightGradientTile(
        batch + column,
        n,
        inputBytes,
        delta + (output << 2),
        strideBytes,
        gradient + output * inputBytes + column,
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

  storeSixteen(gradient, sumA0, sumB0, sumC0, sumD0);
  storeSixteen(gradient + inputBytes, sumA1, sumB1, sumC1, sumD1);
}

@inline
function storeSixteen(address: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(address, a);
  v128.store(address, b, 16);
  v128.store(address, c, 32);
  v128.store(address, d, 48);
}

/** The loss differentiated by the bias: the sums of the columns of delta `[n, stride]`, as `stride` floats. */
export function denseBiasGradient(delta: usize, n: i32, stride: i32, gradient: usize): void {
  const strideBytes = <usize>stride << 2;
  for (let column: usize = 0; column < strideBytes; column += 16) {
    let sum = f32x4.splat(0);
    let address = delta + column;
    for (let row = 0; row < n; row++) {
      sum = f32x4.add(sum, v128.load(address));
      address += strideBytes;
    }
    v128.store(gradient + column, sum);
  }
}
