import type { StateDict } from '../../src/core/stateDict';
import type { LabelledImages } from '../../src/engine/engine';

// The inputs of optimizerReference.py, number by number.

export const steps = 20;
export const batchSize = 16;

/** The finaliser of MurmurHash3 (Austin Appleby, public domain). */
function mix(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function referenceImages(): LabelledImages {
  const rows = steps * batchSize;
  const pixel = (position: number) => (mix(position) % 5 === 0 && position % 784 >= 28 ? mix(position) >>> 24 : 0);
  return {
    images: Uint8Array.from({ length: rows * 784 }, (_, position) => pixel(position)),
    labels: Uint8Array.from({ length: rows }, (_, row) => mix(row) % 10),
  };
}

export function referenceParameters(): StateDict {
  return new Map([
    ['linear.weight', { shape: [10, 784], data: Float32Array.from({ length: 7840 }, (_, i) => ((i % 13) - 6) / 512) }],
    ['linear.bias', { shape: [10], data: Float32Array.from({ length: 10 }, (_, digit) => (digit - 4.5) / 64) }],
  ]);
}
