import { multiplyAdd } from './vectors';

// exp and log for single precision after Cephes (Stephen L. Moshier, expf.c and logf.c, netlib.org/cephes): the argument is
// reduced to a small interval, where a polynomial is right to about 1e-7. The standard library's bring tables, that is
// static data, and work on one number at a time.

/** e to the power of each lane, for lanes <= 0; below -87, where a float would soon be subnormal, 0. NaN stays NaN. */
@inline
export function exponential(x: v128): v128 {
  const lowest = f32x4.splat(-87);
  const underflow = f32x4.lt(x, lowest);
  // A single instruction of the processor, unlike f32x4.max; NaN, as the first operand, stays too.
  x = f32x4.pmax(x, lowest);

  // x = powerOfTwo * ln 2 + rest. ln 2 is taken in two parts, the first short enough for an exact product. Added to 1.5 * 2^23,
  // a number is rounded to a whole one, which the sum then has in its lowest bits.
  const whole = f32x4.splat(12_582_912);
  const rounded = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), whole);
  const powerOfTwo = f32x4.sub(rounded, whole);
  let rest = f32x4.sub(x, f32x4.mul(powerOfTwo, f32x4.splat(0.693359375)));
  rest = f32x4.add(rest, f32x4.mul(powerOfTwo, f32x4.splat(2.12194440e-4)));

  let sum = f32x4.splat(1.9875691500e-4);
  sum = multiplyAdd(sum, rest, f32x4.splat(1.3981999507e-3));
  sum = multiplyAdd(sum, rest, f32x4.splat(8.3334519073e-3));
  sum = multiplyAdd(sum, rest, f32x4.splat(4.1665795894e-2));
  sum = multiplyAdd(sum, rest, f32x4.splat(1.6666665459e-1));
  sum = multiplyAdd(sum, rest, f32x4.splat(5.0000001201e-1));
  sum = f32x4.add(multiplyAdd(sum, f32x4.mul(rest, rest), rest), f32x4.splat(1));

  // A float's exponent is stored in bits 23 to 30, with 127 for 2 to the power of 0.
  const scale = i32x4.shl(i32x4.add(rounded, i32x4.splat(127)), 23);
  return v128.andnot(f32x4.mul(sum, scale), underflow);
}

/** The natural logarithm of a finite x >= 1; NaN stays NaN. */
@inline
export function logarithm(x: f32): f32 {
  if (x != x) return x;
  // x = mantissa * 2^exponent, with the mantissa from the root of a half to that of two. Without a comparison: no processor
  // foresees how that comes out, and measured, softmaxCrossEntropy then takes almost half as long again.
  const bits = reinterpret<i32>(x);
  const exponent = (bits - reinterpret<i32>(<f32>0.70710678)) >> 23;
  const mantissa = reinterpret<f32>(bits - (exponent << 23));
  const rest = mantissa - 1;
  const square = rest * rest;

  let sum: f32 = 7.0376836292e-2;
  sum = sum * rest - <f32>1.1514610310e-1;
  sum = sum * rest + <f32>1.1676998740e-1;
  sum = sum * rest - <f32>1.2420140846e-1;
  sum = sum * rest + <f32>1.4249322787e-1;
  sum = sum * rest - <f32>1.6668057665e-1;
  sum = sum * rest + <f32>2.0000714765e-1;
  sum = sum * rest - <f32>2.4999993993e-1;
  sum = sum * rest + <f32>3.3333331174e-1;
  sum = sum * rest * square + <f32>exponent * <f32>-2.12194440e-4 - <f32>0.5 * square;
  return rest + sum + <f32>exponent * <f32>0.693359375;
}
