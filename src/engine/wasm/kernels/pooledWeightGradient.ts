import { multiplyAdd } from './vectors';

// Of the four pixels that 2 x 2 max pooling looks at, only the largest gets a gradient, and none where it was below 0, which
// ReLU cuts off: at most a fourth of delta is not zero. Which fourth differs from filter to filter, so it is collected for
// one filter at a time, and only what was collected is multiplied.
//
// The tile (see denseForward.ts) is one row of a filter, or a part of it: up to 24 weights of neighbouring columns and
// channels = 6 accumulators. What one place of delta adds to them is delta, copied to all lanes, times the run of inputs under
// that row of the filter: 7 loads for 6 multiplications, of at most a fourth of the places.

// Floats of the largest tile: with six loads made before the first multiplication (see denseForward.ts), all fit in registers.
const tileFloats = 24;

/**
 * Adds to `gradient` what `convolutionWeightGradient` does, for a convolution that `poolAndRectify` follows. `input` is at the
 * first window of the first picture, in pictures with the zeros around them that filters reach; from one output pixel to the
 * next in a row, the window moves on by `stepBytes`, from one row to the next by `rowStepBytes`. `channels` is a multiple of 8.
 *
 * `pooled` is the gradient for what pooling put out, pictures of `pooledRows` x `pooledColumns` pixels with `filters`
 * channels, `pooledImageBytes` apart; `choices` is what `poolAndRectify` chose there. `places` is memory for
 * `images * pooledRows * pooledColumns + 1` pairs of 32-bit numbers.
 */
export function pooledWeightGradient(
  input: usize,
  images: i32,
  inputImageBytes: usize,
  inputRowBytes: usize,
  rowStepBytes: usize,
  stepBytes: usize,
  channels: i32,
  pooled: usize,
  pooledImageBytes: usize,
  choices: usize,
  pooledRows: i32,
  pooledColumns: i32,
  filters: i32,
  kernel: i32,
  places: usize,
  gradient: usize,
): void {
  const runFloats = kernel * channels;
  const groupBytes = <usize>(kernel * runFloats) << 5;
  for (let filter = 0; filter < filters; filter++) {
    const channel = <usize>filter << 2;
    const end = collect(
      images,
      inputImageBytes,
      rowStepBytes,
      stepBytes,
      pooled + channel,
      pooledImageBytes,
      choices + channel,
      pooledRows,
      pooledColumns,
      <usize>filters << 2,
      places,
    );
    let weights = gradient + <usize>(filter >> 3) * groupBytes + (<usize>(filter & 7) << 2);
    for (let kernelRow: usize = 0; kernelRow < <usize>kernel; kernelRow++) {
      let run = input + kernelRow * inputRowBytes;
      let left = runFloats;
      for (; left >= tileFloats; left -= tileFloats) {
        addTile(run, places, end, weights, 6);
        run += tileFloats << 2;
        weights += tileFloats << 5;
      }
      if (left == 8) addTile(run, places, end, weights, 2);
      else if (left == 16) addTile(run, places, end, weights, 4);
      weights += <usize>left << 5;
    }
  }
}

/** Writes where delta is not zero, as the offset of the window there, and what it is. Returns the end of that. */
@inline
function collect(
  images: i32,
  inputImageBytes: usize,
  rowStepBytes: usize,
  stepBytes: usize,
  pooled: usize,
  pooledImageBytes: usize,
  choices: usize,
  pooledRows: i32,
  pooledColumns: i32,
  pixelBytes: usize,
  places: usize,
): usize {
  let image: usize = 0;
  for (let index = 0; index < images; index++) {
    let value = pooled;
    let row = image;
    for (let pooledRow = 0; pooledRow < pooledRows; pooledRow++) {
      let pixel = row;
      for (let pooledColumn = 0; pooledColumn < pooledColumns; pooledColumn++) {
        const choice = load<u32>(choices);
        const delta = load<f32>(value);
        store<u32>(places, <u32>(pixel + <usize>(choice >> 1) * rowStepBytes + <usize>(choice & 1) * stepBytes));
        store<f32>(places, delta, 4);
        // Written in any case and kept by moving on: no processor could foresee a branch here.
        places += (<usize>(choice < 4) & <usize>(delta != 0)) << 3;
        choices += pixelBytes;
        value += pixelBytes;
        pixel += stepBytes << 1;
      }
      row += rowStepBytes << 1;
    }
    pooled += pooledImageBytes;
    image += inputImageBytes;
  }
  return places;
}

/** `vectors` times four weights of a row of one filter, which lie eight filters apart: 2, 4 or 6, known when it is compiled. */
@inline
function addTile(input: usize, place: usize, end: usize, gradient: usize, vectors: i32): void {
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
  addFour(gradient, sum0);
  addFour(gradient + 128, sum1);
  if (vectors > 2) {
    addFour(gradient + 256, sum2);
    addFour(gradient + 384, sum3);
  }
  if (vectors > 4) {
    addFour(gradient + 512, sum4);
    addFour(gradient + 640, sum5);
  }
}

@inline
function addFour(address: usize, sum: v128): void {
  store<f32>(address, load<f32>(address) + f32x4.extract_lane(sum, 0));
  store<f32>(address, load<f32>(address, 32) + f32x4.extract_lane(sum, 1), 32);
  store<f32>(address, load<f32>(address, 64) + f32x4.extract_lane(sum, 2), 64);
  store<f32>(address, load<f32>(address, 96) + f32x4.extract_lane(sum, 3), 96);
}
