import { clear } from './clear';
import { listedBytes, weightBytes } from './sparseRows';
import { multiplyAdd } from './vectors';

// Both take the rows `indices[0..n)` of images that are kept as `starts` and `lists` (see sparseRows.ts), with weights and
// their gradient stored pixel by pixel, `[pixels, 12]`, logits and delta as `[n, 12]`: a pixel meets all classes at once.

/**
 * `logits = images . weight + bias`.
 *
 * A row has its sums in six accumulators: the pixels at even places of its list go to three of them, those at odd places to
 * the other three. With three alone, each pixel would wait for the one before it; with twelve, more vectors are alive than
 * there are registers: measured, the kernel then takes twice as long.
 */
export function sparseForward(starts: usize, lists: usize, indices: usize, n: i32, weight: usize, bias: usize, logits: usize): void {
  const zero = f32x4.splat(0);
  for (let row = 0; row < n; row++) {
    const start = starts + (<usize>load<i32>(indices + (<usize>row << 2)) << 2);
    let value = lists + <usize>load<u32>(start);
    let place = placesOf(start, lists);
    const end = place;
    let even0 = v128.load(bias), even4 = v128.load(bias, 16), even8 = v128.load(bias, 32);
    let odd0 = zero, odd4 = zero, odd8 = zero;

    for (; value + 1 < end; value += 2) {
      const evenPixel = pixelAt(value);
      const evenWeights = weight + <usize>load<u16>(place);
      even0 = multiplyAdd(evenPixel, v128.load(evenWeights), even0);
      even4 = multiplyAdd(evenPixel, v128.load(evenWeights, 16), even4);
      even8 = multiplyAdd(evenPixel, v128.load(evenWeights, 32), even8);
      const oddPixel = pixelAt(value + 1);
      const oddWeights = weight + <usize>load<u16>(place, 2);
      odd0 = multiplyAdd(oddPixel, v128.load(oddWeights), odd0);
      odd4 = multiplyAdd(oddPixel, v128.load(oddWeights, 16), odd4);
      odd8 = multiplyAdd(oddPixel, v128.load(oddWeights, 32), odd8);
      place += 4;
    }
    if (value < end) {
      const pixel = pixelAt(value);
      const weights = weight + <usize>load<u16>(place);
      even0 = multiplyAdd(pixel, v128.load(weights), even0);
      even4 = multiplyAdd(pixel, v128.load(weights, 16), even4);
      even8 = multiplyAdd(pixel, v128.load(weights, 32), even8);
    }

    v128.store(logits, f32x4.add(even0, odd0));
    v128.store(logits, f32x4.add(even4, odd4), 16);
    v128.store(logits, f32x4.add(even8, odd8), 32);
    logits += weightBytes;
  }
}

/**
 * `gradient = imagesᵀ . delta`, the loss differentiated by the weights of `pixels` pixels. With `accumulate`, the gradient of
 * these rows is added to what is there.
 *
 * The sums are in memory, since each row adds to others of them. Two rows meet the same one some hundred pixels apart, so that
 * none waits for the one before it.
 */
export function sparseWeightGradient(
  starts: usize,
  lists: usize,
  indices: usize,
  n: i32,
  delta: usize,
  gradient: usize,
  pixels: i32,
  accumulate: bool,
): void {
  if (!accumulate) clear(gradient, <usize>pixels * weightBytes);
  for (let row = 0; row < n; row++) {
    const start = starts + (<usize>load<i32>(indices + (<usize>row << 2)) << 2);
    let place = placesOf(start, lists);
    const end = place;
    const delta0 = v128.load(delta);
    const delta4 = v128.load(delta, 16);
    const delta8 = v128.load(delta, 32);
    for (let value = lists + <usize>load<u32>(start); value < end; value++) {
      const pixel = pixelAt(value);
      const sums = gradient + <usize>load<u16>(place);
      v128.store(sums, multiplyAdd(pixel, delta0, v128.load(sums)));
      v128.store(sums, multiplyAdd(pixel, delta4, v128.load(sums, 16)), 16);
      v128.store(sums, multiplyAdd(pixel, delta8, v128.load(sums, 32)), 32);
      place += 2;
    }
    delta += weightBytes;
  }
}

/** Where in a list the values end and the places of the weights begin, from where its start is written. */
@inline
function placesOf(start: usize, lists: usize): usize {
  const begin = <usize>load<u32>(start);
  return lists + begin + (<usize>load<u32>(start, 4) - begin) / listedBytes;
}

/** The value of a pixel in 0..1, in all four lanes, as `gather` has it. */
@inline
function pixelAt(value: usize): v128 {
  return f32x4.splat(<f32><i32>load<u8>(value) * <f32>(1.0 / 255.0));
}
