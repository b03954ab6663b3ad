import { multiplyAdd, sumOfLanes } from './vectors';

// What a tile is, and why it is fast.
//
// An output is the sum of 784 products, pixel times weight. Computed one output at a time, every multiplication needs two loads,
// and a processor that can start two multiplications and two loads in a cycle spends its time on loads. Each sum also waits
// for itself: the next addition to a register can start only when the previous one is done, some four cycles later.
//
// A tile computes a small block of results together and keeps all their sums in registers, the accumulators. Here it is
// 4 rows of the batch x 2 outputs = 8 accumulators. For four pixels of each row and four weights of each output it makes
// 4 + 2 = 6 loads and, because every loaded vector is used with each one of the other side, 4 x 2 = 8 multiplications. The
// eight sums do not depend on each other: two started in each cycle keep the processor busy for the four cycles of waiting.
//
// A larger tile would save more loads, but there are 16 vector registers on x86, and V8 (Node 20) makes all loads of a turn
// of the loop before the first multiplication: 8 + 6 = 14 fit. With 2 rows x 5 outputs, 10 + 7 = 17, it keeps two of the
// sums in memory and waits for them in every turn: measured, this kernel then takes almost twice as long.

// Outputs that are worked through for all rows before the next: their weights, up to 50 KB for 784 inputs, stay in the second
// cache, where those of a wide layer would have to come from beyond it for every four rows.
const outputsAtOnce = 16;

/**
 * `result = batch . weightᵀ + bias`: batch `[n, inputs]`, weight `[outputs, inputs]`, bias `[outputs]`, result
 * `[n, stride]`. `inputs` is a multiple of 4, `outputs` of 2. Columns beyond `outputs` are left as they are.
 */
export function denseForward(
  batch: usize,
  n: i32,
  inputs: i32,
  weight: usize,
  bias: usize,
  outputs: i32,
  result: usize,
  stride: i32,
): void {
  const inputBytes = <usize>inputs << 2;
  const strideBytes = <usize>stride << 2;
  for (let first = 0; first < outputs; first += outputsAtOnce) {
    const end = min(first + outputsAtOnce, outputs);
    for (let i = 0; i < n; i += 4) {
      // Where fewer than four rows are left, the last one stands in for those that are missing: it is computed, and stored in
      // its own place, more than once, the same each time.
      const row0 = <usize>i;
      const row1 = <usize>min(i + 1, n - 1);
      const row2 = <usize>min(i + 2, n - 1);
      const row3 = <usize>min(i + 3, n - 1);
      for (let output = first; output < end; output += 2) {
        const column = result + (<usize>output << 2);
        forwardTile(
          batch + row0 * inputBytes,
          batch + row1 * inputBytes,
          batch + row2 * inputBytes,
          batch + row3 * inputBytes,
          inputBytes,
          weight + <usize>output * inputBytes,
          bias + (<usize>output << 2),
          column + row0 * strideBytes,
          column + row1 * strideBytes,
          column + row2 * strideBytes,
          column + row3 * strideBytes,
        );
      }
    }
  }
}

/**
 * Makes the columns of logits `[n, stride]` from `classes` on -Infinity: the kernels that follow read rows as whole vectors,
 * and such a column is never the largest and has probability zero.
 */
export function padLogits(logits: usize, n: i32, classes: i32, stride: i32): void {
  for (let i = 0; i < n; i++) {
    for (let column = classes; column < stride; column++) store<f32>(logits + (<usize>column << 2), -Infinity);
    logits += <usize>stride << 2;
  }
}

/** Four rows of the batch, lettered, with two outputs, numbered, whose weights follow each other from `weight` on. */
@inline
function forwardTile(
  rowA: usize,
  rowB: usize,
  rowC: usize,
  rowD: usize,
  inputBytes: usize,
  weight: usize,
  bias: usize,
  resultA: usize,
  resultB: usize,
  resultC: usize,
  resultD: usize,
): void {
  const nextWeight = weight + inputBytes;
  const zero = f32x4.splat(0);
  let sumA0 = zero, sumB0 = zero, sumC0 = zero, sumD0 = zero;
  let sumA1 = zero, sumB1 = zero, sumC1 = zero, sumD1 = zero;

  for (let offset: usize = 0; offset < inputBytes; offset += 16) {
    const pixelsA = v128.load(rowA + offset);
    const pixelsB = v128.load(rowB + offset);
    const pixelsC = v128.load(rowC + offset);
    const pixelsD = v128.load(rowD + offset);

    const weights0 = v128.load(weight + offset);
    sumA0 = multiplyAdd(pixelsA, weights0, sumA0);
    sumB0 = multiplyAdd(pixelsB, weights0, sumB0);
    sumC0 = multiplyAdd(pixelsC, weights0, sumC0);
    sumD0 = multiplyAdd(pixelsD, weights0, sumD0);

    const weights1 = v128.load(nextWeight + offset);
    sumA1 = multiplyAdd(pixelsA, weights1, sumA1);
    sumB1 = multiplyAdd(pixelsB, weights1, sumB1);
    sumC1 = multiplyAdd(pixelsC, weights1, sumC1);
    sumD1 = multiplyAdd(pixelsD, weights1, sumD1);
  }

  storePair(resultA, bias, sumA0, sumA1);
  storePair(resultB, bias, sumB0, sumB1);
  storePair(resultC, bias, sumC0, sumC1);
  storePair(resultD, bias, sumD0, sumD1);
}

@inline
function storePair(result: usize, bias: usize, sum0: v128, sum1: v128): void {
  store<f32>(result, sumOfLanes(sum0) + load<f32>(bias));
  store<f32>(result, sumOfLanes(sum1) + load<f32>(bias, 4), 4);
}
