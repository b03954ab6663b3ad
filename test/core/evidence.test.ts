import { describe, expect, it } from 'vitest';
import { findEvidence } from '../../src/core/evidence';
import { models } from '../../src/core/models';

const { layers } = models.softmax;

/** A model that knows two pixels: the first speaks for 3 and against 7, the last for 3. Only 3 has a bias. */
function twoPixelModel() {
  const weight = new Float32Array(7840);
  weight[3 * 784] = 0.5;
  weight[3 * 784 + 783] = 2;
  weight[7 * 784] = -1;
  const bias = new Float32Array(10);
  bias[3] = 0.25;
  return new Map([
    ['linear.weight', { shape: [10, 784], data: weight }],
    ['linear.bias', { shape: [10], data: bias }],
  ]);
}

/** A fifth of ink in the first pixel, 51 / 255, and ink in the last. */
function twoPixelImage(): Uint8Array {
  const image = new Uint8Array(784);
  image[0] = 51;
  image[783] = 255;
  return image;
}

describe('findEvidence', () => {
  it('is weight times pixel / 255 in single precision, and zero elsewhere', () => {
    const { evidence } = findEvidence(layers, twoPixelModel(), twoPixelImage()) ?? {};
    const found = [...(evidence ?? [])].flatMap((value, index) => (value === 0 ? [] : [[index, value]]));
    // 0.2 in single precision is 0.20000000298; half of it is exact.
    expect(found).toEqual([
      [3 * 784, Math.fround(0.1)],
      [3 * 784 + 783, 2],
      [7 * 784, -Math.fround(0.2)],
    ]);
    expect(evidence).toHaveLength(7840);
  });

  it('adds up, with the bias, to the logits', () => {
    const { logits, bias } = findEvidence(layers, twoPixelModel(), twoPixelImage()) ?? {};
    // 0.5 * 0.2 + 2 * 1 + 0.25 for 3, and -1 * 0.2 for 7.
    expect(Array.from(logits ?? [], (value) => Number(value.toFixed(6)))).toEqual([0, 0, 0, 2.35, 0, 0, 0, -0.2, 0, 0]);
    expect([...(bias ?? [])]).toEqual([0, 0, 0, 0.25, 0, 0, 0, 0, 0, 0]);
  });

  it('is null where there is more than one layer', () => {
    expect(findEvidence([...layers, ...layers], twoPixelModel(), twoPixelImage())).toBeNull();
  });
});
