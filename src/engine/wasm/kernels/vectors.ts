// What WebAssembly's vector instructions lack by name. `@inline` puts a function's body in the place of each call.

/** `a * b + c` in each of the four lanes: one instruction and one rounding in the FMA build, two of each in the other. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** ReLU: lanes below 0 become 0; NaN stays NaN. */
@inline
export function rectified(a: v128): v128 {
  return v128.andnot(a, f32x4.lt(a, f32x4.splat(0)));
}

/** The sum of the four lanes. */
@inline
export function sumOfLanes(a: v128): f32 {
  const pairs = f32x4.add(a, upperHalf(a));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** The largest of the four lanes; NaN if one of them is. */
@inline
export function maxOfLanes(a: v128): f32 {
  const pairs = f32x4.max(a, upperHalf(a));
  return f32x4.extract_lane(f32x4.max(pairs, i32x4.shuffle(pairs, pairs, 1, 1, 1, 1)), 0);
}

/** The largest of `bytes / 4` floats from `row` on, `bytes` a multiple of 16. */
@inline
export function maxOfRow(row: usize, bytes: usize): f32 {
  let largest = v128.load(row);
  for (let offset: usize = 16; offset < bytes; offset += 16) largest = f32x4.max(largest, v128.load(row + offset));
  return maxOfLanes(largest);
}

@inline
function upperHalf(a: v128): v128 {
  return i64x2.shuffle(a, a, 1, 1);
}
