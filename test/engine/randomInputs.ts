import type { StateDict } from '../../src/core/stateDict';
import type { LabelledImages } from '../../src/engine/engine';

/** Images like digits in their statistics (four pixels of five are paper), the same for the same seed. */
export function randomImages(n: number, seed: number): LabelledImages {
  const random = createRandom(seed);
  const images = Uint8Array.from({ length: n * 784 }, () => (random() < 0.8 ? 0 : Math.floor(random() * 256)));
  const labels = Uint8Array.from({ length: n }, () => Math.floor(random() * 10));
  return { images, labels };
}

/** Parameters uniform in ±`limit`. */
export function randomParameters(limit: number, seed: number): StateDict {
  const random = createRandom(seed);
  const uniform = () => (random() * 2 - 1) * limit;
  return new Map([
    ['linear.weight', { shape: [10, 784], data: Float32Array.from({ length: 7840 }, uniform) }],
    ['linear.bias', { shape: [10], data: Float32Array.from({ length: 10 }, uniform) }],
  ]);
}

/** Numbers in 0..1: mulberry32, by Tommy Ettinger (public domain). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
