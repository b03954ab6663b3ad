import { rectified } from './vectors';

/** In place: negative values of `count` floats, a multiple of 4, become 0. */
export function rectify(values: usize, count: i32): void {
  const end = values + (<usize>count << 2);
  for (; values < end; values += 16) v128.store(values, rectified(v128.load(values)));
}

/**
 * Takes a gradient back through ReLU, and through dropout after it: `delta = gradient * scale` where the layer put out more
 * than 0, else 0. An output that dropout zeroed is 0 too; for the others `scale` is what dropout scaled by, 1 without it.
 * All three are `images` times `rows` rows of `rowFloats` floats, a multiple of 4, with bytes from one row and from one
 * image to the next; `delta` may be the gradient itself.
 */
export function rectifyBackward(
  gradient: usize,
  gradientRowBytes: usize,
  gradientImageBytes: usize,
  output: usize,
  outputRowBytes: usize,
  outputImageBytes: usize,
  images: i32,
  rows: i32,
  rowFloats: i32,
  scale: f32,
  delta: usize,
  deltaRowBytes: usize,
  deltaImageBytes: usize,
): void {
  const zero = f32x4.splat(0);
  const scales = f32x4.splat(scale);
  const rowBytes = <usize>rowFloats << 2;
  for (let image: usize = 0; image < <usize>images; image++) {
    for (let row: usize = 0; row < <usize>rows; row++) {
      const from = gradient + image * gradientImageBytes + row * gradientRowBytes;
      const put = output + image * outputImageBytes + row * outputRowBytes;
      const to = delta + image * deltaImageBytes + row * deltaRowBytes;
      for (let offset: usize = 0; offset < rowBytes; offset += 16) {
        const isPositive = f32x4.gt(v128.load(put + offset), zero);
        v128.store(to + offset, v128.and(f32x4.mul(v128.load(from + offset), scales), isPositive));
      }
    }
  }
}
