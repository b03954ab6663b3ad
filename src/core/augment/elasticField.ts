import { imageColumns, imageRows, pixelCount } from '../layers';
import { splineWeights } from './splineWeights';

/** Points of the grid a side: one each seven pixels, and those around that a cubic spline needs. */
const gridSize = 7;
const spacing = 7;
const weights = splineWeights(spacing);

/** The numbers that a field is made of, for x and then for y. */
export const fieldNumbers = 2 * gridSize * gridSize;

/**
 * A smooth random move of every pixel (Simard, Steinkraus and Platt, "Best Practices for Convolutional Neural Networks",
 * 2003): the points of a coarse grid are moved, and a cubic B-spline leads from one to the next.
 */
export class ElasticField {
  /** `[28, 28]`, in pixels. */
  readonly x = new Float32Array(pixelCount);
  readonly y = new Float32Array(pixelCount);
  private readonly gridRows = new Float32Array(gridSize * imageColumns);

  /** Makes the field of the numbers from `first` on, each -1 to 1, times `amount` pixels. */
  set(numbers: Float32Array, first: number, amount: number): void {
    this.interpolate(numbers, first, amount, this.x);
    this.interpolate(numbers, first + gridSize * gridSize, amount, this.y);
  }

  /** First along the grid's rows, then down its columns. */
  private interpolate(numbers: Float32Array, grid: number, amount: number, target: Float32Array): void {
    const { gridRows } = this;
    for (let gridRow = 0; gridRow < gridSize; gridRow++) {
      for (let column = 0; column < imageColumns; column++) {
        const first = grid + gridRow * gridSize + Math.floor(column / spacing);
        gridRows[gridRow * imageColumns + column] = weigh(numbers, first, 1, column % spacing);
      }
    }
    for (let row = 0; row < imageRows; row++) {
      const first = Math.floor(row / spacing) * imageColumns;
      for (let column = 0; column < imageColumns; column++) {
        target[row * imageColumns + column] = amount * weigh(gridRows, first + column, imageColumns, row % spacing);
      }
    }
  }
}

/** The spline between four values, `stride` apart, at a place between the middle two. */
function weigh(values: Float32Array, first: number, stride: number, at: number): number {
  return (
    (weights[4 * at] ?? 0) * (values[first] ?? 0) +
    (weights[4 * at + 1] ?? 0) * (values[first + stride] ?? 0) +
    (weights[4 * at + 2] ?? 0) * (values[first + 2 * stride] ?? 0) +
    (weights[4 * at + 3] ?? 0) * (values[first + 3 * stride] ?? 0)
  );
}
