import { exponential, logarithm } from './exponential';
import { maxOfRow, sumOfLanes } from './vectors';

/** In place: logits `[n, stride]` become probabilities, with 0 in the columns that hold -Infinity. */
export function softmax(logits: usize, n: i32, stride: i32): void {
  const strideBytes = <usize>stride << 2;
  for (let i = 0; i < n; i++) {
    const sum = exponentials(logits, strideBytes, maxOfRow(logits, strideBytes));
    scaleRow(logits, strideBytes, 1 / sum);
    logits += strideBytes;
  }
}

/**
 * In place: logits `[n, stride]` become delta, the mean loss differentiated by each logit: (softmax - one-hot label) * share,
 * where `share` is 1 over the rows of the batch. The rows' cross-entropies, -ln(probability of the label), go to `losses`,
 * `[n]`.
 */
export function softmaxCrossEntropy(logits: usize, n: i32, stride: i32, labels: usize, losses: usize, share: f32): void {
  const strideBytes = <usize>stride << 2;
  for (let i = 0; i < n; i++) {
    const atLabel = logits + (<usize>load<u8>(labels + i) << 2);
    const labelLogit = load<f32>(atLabel);
    const largest = maxOfRow(logits, strideBytes);
    const sum = exponentials(logits, strideBytes, largest);

    // From the logits, not from the probability: that may have become 0, whose logarithm is infinite.
    const loss = logarithm(sum) - (labelLogit - largest);
    store<f32>(losses + (<usize>i << 2), loss);

    scaleRow(logits, strideBytes, share / sum);
    store<f32>(atLabel, load<f32>(atLabel) - share);
    logits += strideBytes;
  }
}

/**
 * Makes delta, `[n, stride]`, what it is with label smoothing s: the target is 1 - s + s/classes for the label and s/classes
 * for the others, so that s * share comes back at the label, and s/classes * share is taken off everywhere.
 */
export function smoothTargets(delta: usize, n: i32, stride: i32, classes: i32, labels: usize, smoothing: f32, share: f32): void {
  const moved = smoothing * share;
  const spread = moved / <f32>classes;
  for (let i = 0; i < n; i++) {
    for (let column: usize = 0; column < <usize>classes; column++) {
      const address = delta + (column << 2);
      store<f32>(address, load<f32>(address) - spread);
    }
    const atLabel = delta + (<usize>load<u8>(labels + i) << 2);
    store<f32>(atLabel, load<f32>(atLabel) + moved);
    delta += <usize>stride << 2;
  }
}

/**
 * In place: each z of a row becomes exp(z - largest); returns their sum. Subtracting the largest does not change the
 * softmax, and no exponent is then above 0, so nothing overflows; the sum is at least 1.
 */
@inline
function exponentials(row: usize, bytes: usize, largest: f32): f32 {
  const shift = f32x4.splat(largest);
  let sum = f32x4.splat(0);
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const power = exponential(f32x4.sub(v128.load(row + offset), shift));
    v128.store(row + offset, power);
    sum = f32x4.add(sum, power);
  }
  return sumOfLanes(sum);
}

@inline
function scaleRow(row: usize, bytes: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    v128.store(row + offset, f32x4.mul(v128.load(row + offset), factors));
  }
}
