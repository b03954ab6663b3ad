import { touch } from './gather';

// Four pixels of five in MNIST's images are zero: of the 784 of an image 150 are not, 19.1 % (counted in
// test/engine/sparseKernels.test.ts). A softmax regression multiplies its pixels with nothing but its weights, and x + 0 * w is
// x for every finite weight w, so that it can leave out the pixels that are zero and compute the same.
//
// Its images are therefore kept as compressed sparse rows: of each image a list of its pixels that are not zero. That of image
// i lies from `starts[i]` to `starts[i + 1]`, in bytes from `lists` on. It has first the pixels' values, a byte each, then of
// each pixel where its weights lie, in bytes from the first of all, 16 bits each.

/** From the weights of a pixel to those of the next: one for each class, and two of padding, in three vectors of four. */
export const weightBytes: usize = 48;

/** Bytes of a list for each of its pixels. */
export const listedBytes: usize = 3;

/**
 * Lists the pixels of `images`, `[n, pixels]` bytes, with `pixels` a multiple of 8, and writes where the lists begin and end,
 * `[n + 1]`; the first of these is there already. `lanes` has eight bytes for each set of lanes out of eight, a bit a lane: the
 * numbers of those in the set, then anything. Up to 16 bytes beyond the last list are overwritten.
 */
export function compressRows(images: usize, n: i32, pixels: i32, lanes: usize, starts: usize, lists: usize): void {
  let list = lists + <usize>load<u32>(starts);
  for (let row = 0; row < n; row++) {
    for (let pixel = 0; pixel < pixels; pixel += 8) {
      const eight = v128.load64_zero(images + pixel);
      const notZero = lanesNotZero(eight);
      v128.store64_lane(list, i8x16.swizzle(eight, v128.load64_zero(lanes + (notZero << 3))), 0);
      list += popcnt(notZero);
    }
    for (let pixel = 0; pixel < pixels; pixel += 8) {
      const notZero = lanesNotZero(v128.load64_zero(images + pixel));
      const listed = i16x8.add(v128.load8x8_u(lanes + (notZero << 3)), i16x8.splat(<i16>pixel));
      v128.store(list, i16x8.mul(listed, i16x8.splat(<i16>weightBytes)));
      list += popcnt(notZero) << 1;
    }
    starts += 4;
    store<u32>(starts, <u32>(list - lists));
    images += pixels;
  }
}

/** Which of the first eight bytes are not zero, a bit a byte. */
@inline
function lanesNotZero(eight: v128): usize {
  return <usize>(~i8x16.bitmask(i8x16.eq(eight, i8x16.splat(0))) & 0xff);
}

/**
 * Copies the labels, a byte each, of the rows `indices[0..n)` of a dataset to `batchLabels`, and asks the memory for the lists
 * of their pixels, which the kernels that follow read where they are. The return value is as that of `gather`.
 */
export function gatherSparse(starts: usize, lists: usize, labels: usize, indices: usize, n: i32, batchLabels: usize): i32 {
  let touched = 0;
  for (let row = 0; row < n; row++) {
    const index = <usize>load<i32>(indices + (<usize>row << 2));
    store<u8>(batchLabels + row, load<u8>(labels + index));
    const start = starts + (index << 2);
    const firstLine = (lists + <usize>load<u32>(start)) & ~63;
    touched += touch(firstLine, <i32>(lists + <usize>load<u32>(start, 4) - firstLine));
  }
  return touched;
}
