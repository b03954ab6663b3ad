import { describe, expect, it } from 'vitest';
import { Augmenter } from '../../src/core/augment/augmenter';
import { splineWeights } from '../../src/core/augment/splineWeights';
import { noAugmentation as still, type Augmentation } from '../../src/core/augmentation';

const everything: Augmentation = { shift: 2, rotation: 10, scale: 0.1, shear: 10, thickness: 0.7, elastic: 2, written: 1, placed: false };

/** An image with one square of ink, from row and column on. */
function square(row: number, column: number, size: number): Uint8Array {
  const image = new Uint8Array(784);
  for (let y = row; y < row + size; y++) image.fill(255, y * 28 + column, y * 28 + column + size);
  return image;
}

function bend(augmentation: Augmentation, image: Uint8Array, { seed = 1, step = 0, copies = 1, label = 8 } = {}): Uint8Array[] {
  const images = new Augmenter(augmentation, seed).augment(image, Uint8Array.of(label), new Int32Array(copies), step);
  return Array.from({ length: copies }, (_, copy) => images.subarray(copy * 784, (copy + 1) * 784));
}

function sum(image: Uint8Array): number {
  return image.reduce((total, byte) => total + byte, 0);
}

/** The mean column and row of the ink. */
function centreOfMass(image: Uint8Array): [x: number, y: number] {
  const weigh = (coordinate: (pixel: number) => number) => image.reduce((total, byte, pixel) => total + byte * coordinate(pixel), 0) / sum(image);
  return [weigh((pixel) => pixel % 28), weigh((pixel) => Math.floor(pixel / 28))];
}

describe('an augmented image', () => {
  it('is the image itself where nothing is asked for', () => {
    const image = Uint8Array.from({ length: 784 }, (_, pixel) => (pixel * 37) % 256);
    expect(bend(still, image)[0]).toEqual(image);
  });

  it('depends on seed, step and place in the batch, and on nothing else', () => {
    const image = square(9, 9, 10);
    const [first, second] = bend(everything, image, { copies: 2 });
    expect(second).not.toEqual(first);
    expect(bend(everything, image, { step: 1 })[0]).not.toEqual(first);
    expect(bend(everything, image, { seed: 2 })[0]).not.toEqual(first);
    const augmenter = new Augmenter(everything, 1);
    augmenter.augment(image, Uint8Array.of(8), new Int32Array(3), 7);
    expect(augmenter.augment(image, Uint8Array.of(8), new Int32Array(2), 0).subarray(784)).toEqual(second);
  });

  it('is shifted by at most the amount, both ways, with all of its ink', () => {
    const moved = bend({ ...still, shift: 3 }, square(10, 10, 8), { copies: 200 }).map((image) => ({ ink: sum(image), centre: centreOfMass(image) }));
    for (const axis of [0, 1] as const) {
      // The square's middle is 13.5; bytes are rounded, so that its ink is kept to within one a pixel at the edges.
      const moves = moved.map(({ centre }) => centre[axis] - 13.5);
      expect(Math.max(...moves)).toBeLessThan(3.02);
      expect(Math.max(...moves)).toBeGreaterThan(2.7);
      expect(Math.min(...moves)).toBeGreaterThan(-3.02);
      expect(Math.min(...moves)).toBeLessThan(-2.7);
    }
    for (const { ink } of moved) expect(Math.abs(ink - 64 * 255)).toBeLessThan(36);
  });

  it('is scaled in each direction by at most the amount', () => {
    const areas = bend({ ...still, scale: 0.25 }, square(9, 9, 10), { copies: 200 }).map((image) => sum(image) / 255);
    // 10 · 1.25 squared, 10 · 0.75 squared.
    expect(Math.max(...areas)).toBeLessThan(157);
    expect(Math.max(...areas)).toBeGreaterThan(145);
    expect(Math.min(...areas)).toBeGreaterThan(55);
    expect(Math.min(...areas)).toBeLessThan(63);
  });

  it('is turned about its middle, by which the middle stays', () => {
    for (const image of bend({ ...still, rotation: 45 }, square(9, 9, 10), { copies: 50 })) {
      const [x, y] = centreOfMass(image);
      expect(Math.hypot(x - 13.5, y - 13.5)).toBeLessThan(0.05);
    }
  });

  it('leans with its upper half against its lower half', () => {
    const leans = bend({ ...still, shear: 45 }, uprightLine(), { copies: 50 }).map((image) => {
      const half = (first: number) => centreOfMass(image.map((byte, pixel) => (Math.floor(pixel / 28) >= first && Math.floor(pixel / 28) < first + 10 ? byte : 0)))[0];
      return half(4) - half(14);
    });
    // The halves' middles are ten rows apart: tan 45° is one column a row.
    expect(Math.max(...leans)).toBeGreaterThan(7);
    expect(Math.min(...leans)).toBeLessThan(-7);
    expect(Math.max(...leans.map(Math.abs))).toBeLessThan(10.1);
  });

  it('becomes thicker and thinner by at most the amount on each side', () => {
    const areas = bend({ ...still, thickness: 1 }, square(9, 9, 10), { copies: 200 }).map((image) => sum(image) / 255);
    // A square of ten grown by a cross has 140 pixels, shrunk by one 64.
    expect(Math.max(...areas)).toBeLessThanOrEqual(140);
    expect(Math.max(...areas)).toBeGreaterThan(137);
    expect(Math.min(...areas)).toBeGreaterThanOrEqual(64);
    expect(Math.min(...areas)).toBeLessThan(67);
  });

  it('keeps about its ink where it is bent smoothly', () => {
    const ink = bend({ ...still, elastic: 4 }, square(9, 9, 10), { copies: 200 }).map(sum);
    const mean = ink.reduce((total, each) => total + each, 0) / 200;
    expect(Math.abs(mean / (100 * 255) - 1)).toBeLessThan(0.05);
    expect(new Set(ink).size).toBeGreaterThan(150);
  });
});

/** An upright line of ink, two columns wide, from row 4 to row 23. */
function uprightLine(): Uint8Array {
  const image = new Uint8Array(784);
  for (let row = 4; row < 24; row++) image.fill(255, row * 28 + 13, row * 28 + 15);
  return image;
}

describe('a digit written anew', () => {
  it('stands in the place of as many as asked for', () => {
    const changed = bend({ ...still, written: 0.25 }, uprightLine(), { label: 1, copies: 1000 }).filter((image) => image.some((byte, pixel) => byte !== uprightLine()[pixel]));
    // 250 ± 14, within four deviations.
    expect(changed.length).toBeGreaterThan(195);
    expect(changed.length).toBeLessThan(305);
  });

  it('owes nothing to the one before', () => {
    for (let label = 0; label < 10; label++) expect(bend({ ...still, written: 1 }, uprightLine(), { label })).toEqual(bend({ ...still, written: 1 }, square(4, 4, 3), { label }));
  });
});

describe('a bent digit that is placed as a drawing is', () => {
  it('has a longer side of 20 pixels, however large it was', () => {
    for (const size of [6, 12, 20]) {
      for (const image of bend({ ...still, placed: true, scale: 0.3 }, square(4, 4, size), { copies: 20 })) {
        const rows = new Set([...image].flatMap((byte, pixel) => (byte >= 128 ? [Math.floor(pixel / 28)] : [])));
        const columns = new Set([...image].flatMap((byte, pixel) => (byte >= 128 ? [pixel % 28] : [])));
        expect(Math.abs(Math.max(rows.size, columns.size) - 20)).toBeLessThanOrEqual(3);
      }
    }
  });

  it('has its centre of mass where a drawing has it', () => {
    for (const image of bend({ ...everything, shift: 0, placed: true }, square(3, 12, 9), { copies: 50 })) {
      const [x, y] = centreOfMass(image);
      expect(Math.hypot(x - 14, y - 14)).toBeLessThan(0.6);
    }
  });

  it('stays paper where there is no ink', () => {
    expect(sum(bend({ ...everything, written: 0, placed: true }, new Uint8Array(784))[0] ?? Uint8Array.of(1))).toBe(0);
  });
});

it('the weights of a cubic spline are those of its formula', () => {
  // At a point of the grid 1/6, 4/6, 1/6, 0; half way to the next 1/48, 23/48, 23/48, 1/48.
  [1 / 6, 4 / 6, 1 / 6, 0, 1 / 48, 23 / 48, 23 / 48, 1 / 48].forEach((weight, index) => expect(splineWeights(2)[index]).toBeCloseTo(weight, 7));
});
