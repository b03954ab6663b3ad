import { maxOfRow } from './vectors';

/**
 * For each row of logits `[n, stride]` the column of its largest value, of equal ones the first, as a byte at `classes`.
 * `stride` is a multiple of 4, at most 32. A row with a NaN has no largest value and counts as class 0.
 */
export function argmax(logits: usize, n: i32, stride: i32, classes: usize): void {
  const strideBytes = <usize>stride << 2;
  for (let i = 0; i < n; i++) {
    const largest = f32x4.splat(maxOfRow(logits, strideBytes));
    // Bit c is set where column c equals the largest; the lowest bit set is the first such column.
    let equal = 0;
    for (let column = 0; column < stride; column += 4) {
      const four = v128.load(logits + (<usize>column << 2));
      equal |= i32x4.bitmask(f32x4.eq(four, largest)) << column;
    }
    store<u8>(classes + i, equal == 0 ? 0 : ctz(equal));
    logits += strideBytes;
  }
}

/** In how many of n places two arrays of bytes agree. */
export function countEqual(a: usize, b: usize, n: i32): i32 {
  let count = 0;
  for (let i = 0; i < n; i++) count += i32(load<u8>(a + i) == load<u8>(b + i));
  return count;
}
