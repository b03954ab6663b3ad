import { multiplyAdd } from './vectors';

// The gradients of a convolution that 2 x 2 max pooling and ReLU follow. Of the four pixels that pooling looks at, only the
// largest gets a gradient, and none where it was below 0, which ReLU cuts off: at most a fourth of delta is not zero. Which
// fourth differs from filter to filter. So the places of one filter are collected, and then only these are multiplied.
//
// A place is eight bytes: where its window begins, in bytes from the first picture's first window, and its delta. Input and
// input gradient are pictures of one layout, with the zeros around them that filters reach, so that every window is whole.
//
// The tile (see denseForward.ts) is one row of a filter, or a part of it: up to 24 weights of neighbouring columns and channels,
// six vectors. Filters lie apart for it: `[kernel][kernel][channels]`, from `unpackFilters`.

// With six loads made before the first multiplication (see denseForward.ts), all fit in registers.
const tileFloats = 24;

/** Copies weights from `[filters / 8][weights][8]` to `[filters][weights]`. */
export function unpackFilters(weight: usize, weights: i32, filters: i32, unpacked: usize): void {
  for (let filter = 0; filter < filters; filter++) {
    let packed = weight + (<usize>((filter >> 3) * weights) << 5) + (<usize>(filter & 7) << 2);
    for (const end = unpacked + (<usize>weights << 2); unpacked < end; unpacked += 4) {
      store<f32>(unpacked, load<f32>(packed));
      packed += 32;
    }
  }
}

/**
 * Writes the places of one filter of `filters`, and returns their end. `pooled` is the filter's gradient for what pooling put
 * out, `rows` x `columns` pixels with rows `pooledRowBytes` and pictures `pooledImageBytes` apart; `choices` is what
 * `poolAndRectify` chose there. From one output pixel of the convolution to the next in a row, the window moves on by
 * `stepBytes`, from one row to the next by `rowStepBytes`, from one picture to the next by `imageBytes`. `places` has room for
 * one place more than there are pixels.
 *
 * A row is gone through in steps of `columnStep` columns, so that the windows of one place and the next do not overlap: adding
 * to what was just written has to wait for that.
 */
export function collectPlaces(
  pooled: usize,
  pooledRowBytes: usize,
  pooledImageBytes: usize,
  choices: usize,
  images: i32,
  rows: i32,
  columns: i32,
  filters: i32,
  imageBytes: usize,
  rowStepBytes: usize,
  stepBytes: usize,
  columnStep: i32,
  places: usize,
): usize {
  const pixelBytes = <usize>filters << 2;
  let image: usize = 0;
  for (let index = 0; index < images; index++) {
    let pooledRow = pooled;
    let window = image;
    for (let row = 0; row < rows; row++) {
      for (let first = 0; first < columnStep; first++) {
        for (let column: usize = first; column < <usize>columns; column += columnStep) {
          const choice = load<u32>(choices + column * pixelBytes);
          const delta = load<f32>(pooledRow + column * pixelBytes);
          store<u32>(places, <u32>(window + 2 * column * stepBytes + <usize>(choice >> 1) * rowStepBytes + <usize>(choice & 1) * stepBytes));
          store<f32>(places, delta, 4);
          // Written in any case and kept by moving on: no processor could foresee a branch here.
          places += (<usize>(choice < 4) & <usize>(delta != 0)) << 3;
        }
      }
      choices += <usize>columns * pixelBytes;
      pooledRow += pooledRowBytes;
      window += rowStepBytes << 1;
    }
    pooled += pooledImageBytes;
    image += imageBytes;
  }
  return places;
}

/** Adds to a filter's gradient, which lies with eight filters side by side as the weights do, and to that of its bias. */
export function addPlacesToWeightGradient(places: usize, end: usize, input: usize, rowBytes: usize, kernel: i32, channels: i32, gradient: usize, biasGradient: usize): void {
  for (let kernelRow = 0; kernelRow < kernel; kernelRow++) {
    let left = kernel * channels;
    let run = input;
    for (; left >= tileFloats; left -= tileFloats) {
      weightGradientTile(places, end, run, gradient, 6);
      run += tileFloats << 2;
      gradient += tileFloats << 5;
    }
    if (left == 16) weightGradientTile(places, end, run, gradient, 4);
    else if (left == 8) weightGradientTile(places, end, run, gradient, 2);
    gradient += <usize>left << 5;
    input += rowBytes;
  }
  let sum: f32 = 0;
  for (let place = places; place < end; place += 8) sum += load<f32>(place, 4);
  store<f32>(biasGradient, load<f32>(biasGradient) + sum);
}

/** `vectors` times four weights, known when it is compiled: delta, copied to all lanes, times the inputs under them. */
@inline
function weightGradientTile(place: usize, end: usize, input: usize, gradient: usize, vectors: i32): void {
  const zero = f32x4.splat(0);
  let sum0 = zero, sum1 = zero, sum2 = zero, sum3 = zero, sum4 = zero, sum5 = zero;
  for (; place < end; place += 8) {
    const run = input + load<u32>(place);
    const delta = v128.load32_splat(place, 4);
    sum0 = multiplyAdd(v128.load(run), delta, sum0);
    sum1 = multiplyAdd(v128.load(run, 16), delta, sum1);
    if (vectors > 2) {
      sum2 = multiplyAdd(v128.load(run, 32), delta, sum2);
      sum3 = multiplyAdd(v128.load(run, 48), delta, sum3);
    }
    if (vectors > 4) {
      sum4 = multiplyAdd(v128.load(run, 64), delta, sum4);
      sum5 = multiplyAdd(v128.load(run, 80), delta, sum5);
    }
  }
  addApart(gradient, sum0);
  addApart(gradient + 128, sum1);
  if (vectors > 2) {
    addApart(gradient + 256, sum2);
    addApart(gradient + 384, sum3);
  }
  if (vectors > 4) {
    addApart(gradient + 512, sum4);
    addApart(gradient + 640, sum5);
  }
}

/** Adds four lanes to four weights of one of eight filters. */
@inline
function addApart(address: usize, sum: v128): void {
  store<f32>(address, load<f32>(address) + f32x4.extract_lane(sum, 0));
  store<f32>(address, load<f32>(address, 32) + f32x4.extract_lane(sum, 1), 32);
  store<f32>(address, load<f32>(address, 64) + f32x4.extract_lane(sum, 2), 64);
  store<f32>(address, load<f32>(address, 96) + f32x4.extract_lane(sum, 3), 96);
}

/** Adds what the places of a filter with these weights, from `unpackFilters`, mean for the input. */
export function addPlacesToInputGradient(places: usize, end: usize, weight: usize, kernel: i32, channels: i32, gradient: usize, rowBytes: usize): void {
  for (let kernelRow = 0; kernelRow < kernel; kernelRow++) {
    let left = kernel * channels;
    let run = gradient;
    for (; left >= tileFloats; left -= tileFloats) {
      inputGradientTile(places, end, run, weight, 6);
      run += tileFloats << 2;
      weight += tileFloats << 2;
    }
    if (left == 16) inputGradientTile(places, end, run, weight, 4);
    else if (left == 8) inputGradientTile(places, end, run, weight, 2);
    weight += <usize>left << 2;
    gradient += rowBytes;
  }
}

/** The weights stay in registers; sums cannot, as every place adds to others. */
@inline
function inputGradientTile(place: usize, end: usize, gradient: usize, weight: usize, vectors: i32): void {
  const zero = f32x4.splat(0);
  const weights0 = v128.load(weight);
  const weights1 = v128.load(weight, 16);
  const weights2 = vectors > 2 ? v128.load(weight, 32) : zero;
  const weights3 = vectors > 2 ? v128.load(weight, 48) : zero;
  const weights4 = vectors > 4 ? v128.load(weight, 64) : zero;
  const weights5 = vectors > 4 ? v128.load(weight, 80) : zero;
  for (; place < end; place += 8) {
    const run = gradient + load<u32>(place);
    const delta = v128.load32_splat(place, 4);
    v128.store(run, multiplyAdd(weights0, delta, v128.load(run)));
    v128.store(run, multiplyAdd(weights1, delta, v128.load(run, 16)), 16);
    if (vectors > 2) {
      v128.store(run, multiplyAdd(weights2, delta, v128.load(run, 32)), 32);
      v128.store(run, multiplyAdd(weights3, delta, v128.load(run, 48)), 48);
    }
    if (vectors > 4) {
      v128.store(run, multiplyAdd(weights4, delta, v128.load(run, 64)), 64);
      v128.store(run, multiplyAdd(weights5, delta, v128.load(run, 80)), 80);
    }
  }
}
