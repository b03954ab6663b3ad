import { parameterSpecs, type LayerList } from '../../src/core/layers';
import { elementCount, type StateDict } from '../../src/core/stateDict';
import type { LabelledImages } from '../../src/engine/engine';

// The inputs of optimizerReference.py, number by number.

export const steps = 20;
export const batchSize = 16;

/** The finaliser of MurmurHash3 (Austin Appleby, public domain). */
export function mix(number: number): number {
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

export function referenceParameters(layers: LayerList): StateDict {
  return new Map(
    parameterSpecs(layers).map(({ name, shape }, place) => [
      name,
      { shape, data: Float32Array.from({ length: elementCount(shape) }, (_, i) => ((mix((place << 20) | i) % 4096) - 2047.5) / 2 ** 15) },
    ]),
  );
}
