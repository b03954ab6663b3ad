/**
 * Random numbers without a generator's state: each is a function of (seed, purpose, step, position), so a run can go on
 * from any step without replaying the ones before it. The function is Philox4x32 with ten rounds, from Salmon et al.,
 * "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011).
 */

/** What a number is drawn for; two purposes never share numbers. The values are part of what a seed means: keep them. */
export const purpose = { split: 2, shuffle: 3, initialization: 4, dropout: 5, augmentation: 6 } as const;
export type Purpose = (typeof purpose)[keyof typeof purpose];

/** The high word of the 64-bit product of two unsigned 32-bit integers, of whose bits a double would hold only 53: from products with halves. */
function highProduct(a: number, b: number): number {
  return ((a * (b >>> 16) + Math.floor((a * (b & 0xffff)) / 0x10000)) / 0x10000) | 0;
}

/** Fills `out` with the four 32-bit words of Philox4x32-10 at a counter and a key (all unsigned 32-bit integers). */
export function philox(counter: readonly [number, number, number, number], key: readonly [number, number], out: Uint32Array): void {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = highProduct(0xd2511f53, c0);
    const high1 = highProduct(0xcd9e8d57, c2);
    const low0 = Math.imul(0xd2511f53, c0);
    const low1 = Math.imul(0xcd9e8d57, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** A reader of the 32-bit words that belong to (seed, purpose, step), from position 0 on. */
function words(seed: number, purpose: Purpose, step: number): () => number {
  const block = new Uint32Array(4);
  let position = 0;
  return () => {
    const lane = position % 4;
    if (lane === 0) philox([position / 4, step, 0, 0], [seed, purpose], block);
    position++;
    return block[lane] ?? 0;
  };
}

/** `count` numbers, uniform in [low, high), with the 24 bits that a 32-bit float holds. */
export function uniform(seed: number, purpose: Purpose, step: number, count: number, low: number, high: number): Float32Array {
  const next = words(seed, purpose, step);
  return Float32Array.from({ length: count }, () => low + (high - low) * ((next() >>> 8) / 2 ** 24));
}

/** A shuffled copy (Fisher and Yates). A word picks among at most 2^21 places, so that its product stays an exact double. */
export function shuffled(values: Int32Array, seed: number, purpose: Purpose, step: number): Int32Array {
  const next = words(seed, purpose, step);
  const order = values.slice();
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor((next() * (last + 1)) / 2 ** 32);
    const value = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = value;
  }
  return order;
}
