/** A kind of floating-point number as files hold it, little-endian; all are read into JavaScript's numbers without loss. */
export interface FloatType {
  readonly bytes: number;
  readonly read: (view: DataView, offset: number) => number;
}

/** The kinds that PyTorch trains and saves with, by its names. */
export const floatTypes = {
  float64: { bytes: 8, read: (view, offset) => view.getFloat64(offset, true) },
  float32: { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) },
  float16: { bytes: 2, read: (view, offset) => decodeFloat(view.getUint16(offset, true), 5, 10) },
  bfloat16: { bytes: 2, read: (view, offset) => decodeFloat(view.getUint16(offset, true), 8, 7) },
} as const satisfies Record<string, FloatType>;

/** A 16-bit number of one bit of sign, then exponent and fraction, as IEEE 754 lays out all its binary formats. */
function decodeFloat(bits: number, exponentBits: number, fractionBits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 0) return sign * fraction * 2 ** (1 - bias);
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction) * 2 ** (exponent - bias);
}
