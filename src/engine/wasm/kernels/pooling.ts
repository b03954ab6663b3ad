import { rectified } from './vectors';

/**
 * 2 x 2 max pooling and ReLU of `images` pictures `[rows, columns, channels]`, which follow each other at `input`, into
 * pictures with rows `outputRowBytes` and pictures `outputImageBytes` apart. ReLU after pooling gives the same as before it,
 * for a fourth of the work. `choices`, of the output's size and without gaps, keeps which of the four was the largest, the
 * first of equal ones: 0 to 3 as 32-bit integers, or 4 where none was above 0. `channels` is a multiple of 4.
 */
export function poolAndRectify(
  input: usize,
  images: i32,
  rows: i32,
  columns: i32,
  channels: i32,
  output: usize,
  outputRowBytes: usize,
  outputImageBytes: usize,
  choices: usize,
): void {
  const pixelBytes = <usize>channels << 2;
  const rowBytes = <usize>columns * pixelBytes;
  const zero = f32x4.splat(0);
  for (let image = 0; image < images; image++) {
    let outputRow = output + <usize>image * outputImageBytes;
    for (let row = 0; row < rows; row += 2) {
      let pooled = outputRow;
      for (const rowEnd = input + rowBytes; input < rowEnd; input += pixelBytes) {
        for (const pixelEnd = input + pixelBytes; input < pixelEnd; input += 16) {
          const upperLeft = v128.load(input);
          const upperRight = v128.load(input + pixelBytes);
          const lowerLeft = v128.load(input + rowBytes);
          const lowerRight = v128.load(input + rowBytes + pixelBytes);
          // NaN goes through max and ReLU, so that a run that diverges is seen to.
          const upper = f32x4.max(upperLeft, upperRight);
          const lower = f32x4.max(lowerLeft, lowerRight);
          const largest = f32x4.max(upper, lower);
          v128.store(pooled, rectified(largest));

          let choice = v128.bitselect(i32x4.splat(2), i32x4.splat(3), f32x4.ge(lowerLeft, lowerRight));
          const ofUpper = v128.bitselect(i32x4.splat(0), i32x4.splat(1), f32x4.ge(upperLeft, upperRight));
          choice = v128.bitselect(ofUpper, choice, f32x4.ge(upper, lower));
          v128.store(choices, v128.bitselect(choice, i32x4.splat(4), f32x4.gt(largest, zero)));
          pooled += 16;
          choices += 16;
        }
      }
      input += rowBytes;
      outputRow += outputRowBytes;
    }
  }
}

/**
 * Takes a gradient back through `poolAndRectify`: what came to a pooled pixel goes to the one of the four that was chosen,
 * the others get 0. `rows` and `columns` are those before pooling.
 */
export function poolBackward(
  gradient: usize,
  gradientRowBytes: usize,
  gradientImageBytes: usize,
  choices: usize,
  images: i32,
  rows: i32,
  columns: i32,
  channels: i32,
  delta: usize,
  deltaRowBytes: usize,
  deltaImageBytes: usize,
): void {
  const pixelBytes = <usize>channels << 2;
  const rowBytes = <usize>columns * pixelBytes;
  for (let image = 0; image < images; image++) {
    let gradientRow = gradient + <usize>image * gradientImageBytes;
    let deltaRow = delta + <usize>image * deltaImageBytes;
    for (let row = 0; row < rows; row += 2) {
      let pooled = gradientRow;
      let upper = deltaRow;
      for (const rowEnd = upper + rowBytes; upper < rowEnd; upper += pixelBytes) {
        for (const pixelEnd = upper + pixelBytes; upper < pixelEnd; upper += 16) {
          const value = v128.load(pooled);
          const choice = v128.load(choices);
          const lower = upper + deltaRowBytes;
          v128.store(upper, v128.and(value, i32x4.eq(choice, i32x4.splat(0))));
          v128.store(upper + pixelBytes, v128.and(value, i32x4.eq(choice, i32x4.splat(1))));
          v128.store(lower, v128.and(value, i32x4.eq(choice, i32x4.splat(2))));
          v128.store(lower + pixelBytes, v128.and(value, i32x4.eq(choice, i32x4.splat(3))));
          pooled += 16;
          choices += 16;
        }
      }
      gradientRow += gradientRowBytes;
      deltaRow += deltaRowBytes << 1;
    }
  }
}
