import * as v from 'valibot';
import { imageColumns, imageRows, pixelCount } from './layers';
import { numberFrom } from './parse';
import { philox, purpose } from './random';
import { splineWeights } from './splineWeights';

/** How far an image may be bent before a step sees it; each is drawn uniformly from minus to plus the amount, image by image. */
export const augmentationSchema = v.strictObject({
  /** Pixels to the side and up or down. */
  shift: v.optional(numberFrom(0, 8), 0),
  /** Degrees. */
  rotation: v.optional(numberFrom(0, 45), 0),
  /** Part of the size, for rows and columns apart. */
  scale: v.optional(numberFrom(0, 0.5), 0),
  /** Degrees that upright lines lean. */
  shear: v.optional(numberFrom(0, 45), 0),
  /** Pixels that strokes become thicker or thinner on each side. */
  thickness: v.optional(numberFrom(0, 1), 0),
  /** Pixels that the points of a coarse grid are moved; what lies between them follows smoothly. */
  elastic: v.optional(numberFrom(0, 6), 0),
});
export type Augmentation = v.InferOutput<typeof augmentationSchema>;

const centre = (imageRows - 1) / 2;
/** The picture with a border of paper, so that what is looked up beside it is paper too. */
const borderedSize = imageRows + 4;
/** Points of the elastic grid a side: one each seven pixels, and those around that a cubic spline needs. */
const gridSize = 7;
const gridSpacing = 7;
/** Of an image: shift x and y, scale x and y, rotation, shear, thickness. */
const amounts = 7;

/**
 * Bends images, each in a way of its own that depends on the seed, the step and the image's place in the batch alone. An
 * affine map about the middle and a smooth random field say where each pixel looks in the image, between whose pixels is
 * interpolated (Simard, Steinkraus and Platt, "Best Practices for Convolutional Neural Networks", 2003).
 */
export class Augmenter {
  private readonly bordered = new Float32Array(borderedSize * borderedSize);
  private readonly thickened = new Float32Array(borderedSize * borderedSize);
  private readonly numbers = new Float32Array(amounts + 2 * gridSize * gridSize);
  /** Moves of each pixel, x then y. */
  private readonly field = new Float32Array(2 * pixelCount);
  private readonly fieldRows = new Float32Array(gridSize * imageColumns);

  constructor(
    private readonly augmentation: Augmentation,
    private readonly seed: number,
  ) {}

  /** Images `[n, 784]` made of `rows` of `images` `[N, 784]` for a step of the run, counted from 0. */
  augment(images: Uint8Array, rows: Int32Array, step: number): Uint8Array {
    const augmented = new Uint8Array(rows.length * pixelCount);
    rows.forEach((row, position) => {
      const image = images.subarray(row * pixelCount, (row + 1) * pixelCount);
      this.bend(image, step, position, augmented.subarray(position * pixelCount, (position + 1) * pixelCount));
    });
    return augmented;
  }

  private bend(image: Uint8Array, step: number, position: number, target: Uint8Array): void {
    const { shift, rotation, scale, shear, thickness, elastic } = this.augmentation;
    this.draw(step, position, elastic > 0);
    const [right = 0, down = 0, wider = 0, taller = 0, turn = 0, lean = 0, thicker = 0] = this.numbers;
    let source = withBorder(image, this.bordered);
    if (thickness > 0) source = thicken(source, thicker * thickness, this.thickened);
    if (elastic > 0) this.interpolateField(elastic);

    // From a pixel of the result to where it comes from: the inverse of lean, then scale, then turn, then shift.
    const angle = radians(turn * rotation);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [perColumn, perRow] = [1 / (1 + wider * scale), 1 / (1 + taller * scale)];
    const slant = Math.tan(radians(lean * shear));
    const [moveX, moveY] = [right * shift, down * shift];
    const field = this.field;
    let pixel = 0;
    for (let row = 0; row < imageRows; row++) {
      for (let column = 0; column < imageColumns; column++, pixel++) {
        const dx = column - centre - moveX;
        const dy = row - centre - moveY;
        const turnedX = (cos * dx + sin * dy) * perColumn;
        const turnedY = (cos * dy - sin * dx) * perRow;
        let x = turnedX + slant * turnedY + centre;
        let y = turnedY + centre;
        if (elastic > 0) {
          x += field[pixel] ?? 0;
          y += field[pixel + pixelCount] ?? 0;
        }
        target[pixel] = sample(source, x, y);
      }
    }
  }

  /** Draws the image's numbers, uniform in [-1, 1). */
  private draw(step: number, position: number, withGrid: boolean): void {
    const words = new Uint32Array(4);
    const count = withGrid ? this.numbers.length : amounts;
    for (let index = 0; index < count; index++) {
      const lane = index % 4;
      if (lane === 0) philox([index / 4, step, position, 0], [this.seed, purpose.augmentation], words);
      this.numbers[index] = (words[lane] ?? 0) / 2 ** 31 - 1;
    }
  }

  /** Each pixel's move by the elastic grid: a cubic B-spline, first along the grid's rows, then down its columns. */
  private interpolateField(amount: number): void {
    const { numbers, fieldRows, field } = this;
    for (let axis = 0; axis < 2; axis++) {
      const grid = amounts + axis * gridSize * gridSize;
      for (let gridRow = 0; gridRow < gridSize; gridRow++) {
        for (let column = 0; column < imageColumns; column++) {
          const at = (column % gridSpacing) * 4;
          const first = grid + gridRow * gridSize + Math.floor(column / gridSpacing);
          let sum = 0;
          for (let point = 0; point < 4; point++) sum += (weights[at + point] ?? 0) * (numbers[first + point] ?? 0);
          fieldRows[gridRow * imageColumns + column] = sum;
        }
      }
      for (let row = 0; row < imageRows; row++) {
        const at = (row % gridSpacing) * 4;
        const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = [weights[at], weights[at + 1], weights[at + 2], weights[at + 3]];
        const above = Math.floor(row / gridSpacing) * imageColumns;
        const target = axis * pixelCount + row * imageColumns;
        for (let column = 0; column < imageColumns; column++) {
          const first = above + column;
          const moved =
            w0 * (fieldRows[first] ?? 0) +
            w1 * (fieldRows[first + imageColumns] ?? 0) +
            w2 * (fieldRows[first + 2 * imageColumns] ?? 0) +
            w3 * (fieldRows[first + 3 * imageColumns] ?? 0);
          field[target + column] = amount * moved;
        }
      }
    }
  }
}

const weights = splineWeights(gridSpacing);

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function withBorder(image: Uint8Array, bordered: Float32Array): Float32Array {
  for (let row = 0; row < imageRows; row++) {
    bordered.set(image.subarray(row * imageColumns, (row + 1) * imageColumns), (row + 2) * borderedSize + 2);
  }
  return bordered;
}

/** Strokes thicker by a part of a pixel, or thinner where it is negative: between the image and the largest or least of each pixel and its four neighbours. */
function thicken(bordered: Float32Array, amount: number, target: Float32Array): Float32Array {
  const part = Math.abs(amount);
  for (let row = 1; row < borderedSize - 1; row++) {
    const end = (row + 1) * borderedSize - 1;
    for (let pixel = row * borderedSize + 1; pixel < end; pixel++) {
      const here = bordered[pixel] ?? 0;
      const left = bordered[pixel - 1] ?? 0;
      const right = bordered[pixel + 1] ?? 0;
      const above = bordered[pixel - borderedSize] ?? 0;
      const below = bordered[pixel + borderedSize] ?? 0;
      const extreme = amount > 0 ? Math.max(Math.max(left, right), Math.max(above, below), here) : Math.min(Math.min(left, right), Math.min(above, below), here);
      target[pixel] = here + part * (extreme - here);
    }
  }
  return target;
}

/** The value between four pixels of a bordered image, at the image's column x and row y. */
function sample(bordered: Float32Array, x: number, y: number): number {
  const column = Math.min(Math.max(x + 2, 0), borderedSize - 1.001);
  const row = Math.min(Math.max(y + 2, 0), borderedSize - 1.001);
  const left = column | 0;
  const top = row | 0;
  const [right, below] = [column - left, row - top];
  const first = top * borderedSize + left;
  const upper = (bordered[first] ?? 0) * (1 - right) + (bordered[first + 1] ?? 0) * right;
  const lower = (bordered[first + borderedSize] ?? 0) * (1 - right) + (bordered[first + borderedSize + 1] ?? 0) * right;
  return upper * (1 - below) + lower * below + 0.5;
}
