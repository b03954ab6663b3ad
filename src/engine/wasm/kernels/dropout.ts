/**
 * In place: what `mask` has 0 for becomes 0, the rest is multiplied by `scale`. The values are `images` times `rows` rows of
 * `columns` pixels of `channels` floats, a multiple of 4, with bytes from one row and from one image to the next. The mask has
 * a byte for each of the first `maskChannels` channels, without gaps, and at least seven bytes after the last; the channels
 * beyond are 0 and stay so.
 */
export function dropout(
  values: usize,
  rowBytes: usize,
  imageBytes: usize,
  images: i32,
  rows: i32,
  columns: i32,
  channels: i32,
  mask: usize,
  maskChannels: i32,
  scale: f32,
): void {
  const scales = f32x4.splat(scale);
  const zero = i32x4.splat(0);
  const pixelBytes = <usize>channels << 2;
  for (let image: usize = 0; image < <usize>images; image++) {
    for (let row: usize = 0; row < <usize>rows; row++) {
      let pixel = values + image * imageBytes + row * rowBytes;
      for (let column = 0; column < columns; column++) {
        for (let channel: usize = 0; channel < <usize>channels; channel += 4) {
          const address = pixel + (channel << 2);
          const four = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(mask + channel)));
          v128.store(address, v128.and(f32x4.mul(v128.load(address), scales), i32x4.ne(four, zero)));
        }
        pixel += pixelBytes;
        mask += maskChannels;
      }
    }
  }
}
