// Rows that are asked for together; their bytes, 12.5 KB, then lie in the first cache of 32 KB or more.
const rowsAtOnce = 16;

/**
 * Copies the rows `indices[0..n)` of a dataset into a batch: `images`, `[rows, pixels]` bytes, become `batch`, `[n, pixels]`
 * floats in 0..1, and their labels (a byte each) go to `batchLabels`. `pixels` is a multiple of 16.
 *
 * The return value means nothing; it only keeps the compiler from removing the loads that `touch` makes.
 */
export function gather(
  images: usize,
  labels: usize,
  indices: usize,
  n: i32,
  pixels: i32,
  batch: usize,
  batchLabels: usize,
): i32 {
  let touched = 0;
  for (let first = 0; first < n; first += rowsAtOnce) {
    const end = min(first + rowsAtOnce, n);
    for (let row = first; row < end; row++) {
      const index = load<i32>(indices + (<usize>row << 2));
      store<u8>(batchLabels + row, load<u8>(labels + index));
      touched += touch(images + <usize>(index * pixels), pixels);
    }
    for (let row = first; row < end; row++) {
      const image = images + <usize>(load<i32>(indices + (<usize>row << 2)) * pixels);
      for (let pixel: usize = 0; pixel < <usize>pixels; pixel += 16) {
        normalise16(image + pixel, batch);
        batch += 64;
      }
    }
  }
  return touched;
}

/**
 * Asks the memory for some bytes, an image's, by one load a cache line of 64 bytes. A shuffled dataset is read in no order that the
 * processor could foresee, so the work on every image would begin with a wait. Nothing uses what these loads bring, so none
 * waits for another, and the transfers of many images overlap.
 */
@inline
export function touch(image: usize, bytes: i32): i32 {
  let touched = 0;
  for (let line: usize = 0; line < <usize>bytes; line += 64) touched += load<u8>(image + line);
  return touched;
}

/** Sixteen bytes, widened to 16, then 32 bits, converted and divided by 255, as sixteen floats at `floats`. */
@inline
function normalise16(bytes: usize, floats: usize): void {
  const sixteen = v128.load(bytes);
  const low = i16x8.extend_low_i8x16_u(sixteen);
  const high = i16x8.extend_high_i8x16_u(sixteen);
  v128.store(floats, normalise4(i32x4.extend_low_i16x8_u(low)));
  v128.store(floats, normalise4(i32x4.extend_high_i16x8_u(low)), 16);
  v128.store(floats, normalise4(i32x4.extend_low_i16x8_u(high)), 32);
  v128.store(floats, normalise4(i32x4.extend_high_i16x8_u(high)), 48);
}

@inline
function normalise4(integers: v128): v128 {
  // The product differs from the quotient in the last bit at most, and a division takes many times as long.
  return f32x4.mul(f32x4.convert_i32x4_s(integers), f32x4.splat(<f32>(1.0 / 255.0)));
}

/**
 * The same into pictures with a border: `images`, `[rows, pictureRows * pictureColumns]` bytes, become floats in 0..1 from
 * `pictures` on, the first pixel inside the border, with rows `rowBytes` and pictures `pictureBytes` apart. A picture has 16
 * to 32 columns.
 */
export function gatherPictures(
  images: usize,
  labels: usize,
  indices: usize,
  n: i32,
  pictureRows: i32,
  pictureColumns: i32,
  pictures: usize,
  rowBytes: usize,
  pictureBytes: usize,
  batchLabels: usize,
): i32 {
  const pixels = pictureRows * pictureColumns;
  // The last sixteen columns; some of them may be among the first sixteen too.
  const lastColumns = <usize>(pictureColumns - 16);
  let touched = 0;
  for (let row = 0; row < n; row++) touched += touch(images + <usize>(load<i32>(indices + (<usize>row << 2)) * pixels), pixels);
  for (let row = 0; row < n; row++) {
    const index = load<i32>(indices + (<usize>row << 2));
    store<u8>(batchLabels + row, load<u8>(labels + index));
    let image = images + <usize>(index * pixels);
    let picture = pictures + <usize>row * pictureBytes;
    for (let pictureRow = 0; pictureRow < pictureRows; pictureRow++) {
      normalise16(image, picture);
      normalise16(image + lastColumns, picture + (lastColumns << 2));
      image += pictureColumns;
      picture += rowBytes;
    }
  }
  return touched;
}
