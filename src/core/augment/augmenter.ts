import type { Augmentation } from '../augmentation';
import { digitCentre, digitSide } from '../drawing/centreOnMass';
import { imageColumns, imageRows, pixelCount } from '../layers';
import { borderedImage, copyInto, sample, thicken } from './borderedImage';
import { ElasticField, fieldNumbers } from './elasticField';
import { writeDigit } from './writtenDigit';
import { findInkBounds } from './inkBounds';
import { drawNumbers, place } from './numbers';

const middle = (imageRows - 1) / 2;
/** Where a drawing's centre of mass comes to, as the place of a pixel's middle. */
const placedMiddle = digitCentre - 0.5;
/** What is to be placed is first looked at so much smaller, so that all of it is in sight. */
const overview = 0.7;

/** From a pixel of the result to where it comes from: `x = xx dx + xy dy + x0`, `y = yx dx + yy dy + y0` of its distance to the middle. */
interface AffineMap {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
}

/** How the result lies in the bent image: its point `(x, y)` at the pixel `(at, at)`, and so many pixels of it a pixel. */
interface Frame {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/**
 * Bends images, each in a way of its own that depends on the seed, the step and the image's place in the batch alone: an
 * affine map about the middle and a smooth random field say where each pixel looks in the image, between whose pixels is
 * interpolated.
 */
export class Augmenter {
  private readonly numbers: Float32Array;
  private readonly writing = new Uint8Array(pixelCount);
  private readonly bordered = borderedImage();
  private readonly thickened = borderedImage();
  private readonly field = new ElasticField();

  constructor(
    private readonly augmentation: Augmentation,
    private readonly seed: number,
  ) {
    this.numbers = new Float32Array(place.field + (augmentation.elastic > 0 ? fieldNumbers : 0));
  }

  /** Images `[n, 784]`, in `target`, made of `rows` of a dataset `[N, 784]` with its labels `[N]`, for a step of the run, counted from 0. */
  augment(images: Uint8Array, labels: Uint8Array, rows: Int32Array, step: number, target: Uint8Array = new Uint8Array(rows.length * pixelCount)): Uint8Array {
    rows.forEach((row, position) => this.bend(imageAt(images, row), labels[row] ?? 0, step, position, imageAt(target, position)));
    return target;
  }

  /** The image `[784]` at a position of a step's batch, into `target`. */
  bend(image: Uint8Array, label: number, step: number, position: number, target: Uint8Array): void {
    const { numbers } = this;
    drawNumbers(numbers, this.seed, step, position);
    const { shift, elastic, placed } = this.augmentation;
    const source = this.ink(image, label);
    const map = this.affineMap();
    if (elastic > 0) this.field.set(numbers, place.field, elastic);
    const moved: Frame = { at: middle, x: middle - (numbers[place.right] ?? 0) * shift, y: middle - (numbers[place.down] ?? 0) * shift, scale: 1 };
    if (!placed) return this.render(source, map, moved, target);

    this.render(source, map, { at: middle, x: middle, y: middle, scale: 1 / overview }, target);
    const ink = findInkBounds(target);
    if (!ink) return;
    const { left, right, top, bottom, massX, massY } = ink;
    const inBent = (place: number) => middle + (place - middle) / overview;
    const side = (Math.max(right - left, bottom - top) + 1) / overview;
    this.render(source, map, { at: placedMiddle, x: inBent(massX) + moved.x - middle, y: inBent(massY) + moved.y - middle, scale: side / digitSide }, target);
  }

  /** The image, or its digit written anew, with the thickness of its strokes, bordered. */
  private ink(image: Uint8Array, label: number): Float32Array {
    const { numbers, writing, bordered, thickened } = this;
    const { written, thickness } = this.augmentation;
    // A number from -1 to 1 is below 2p - 1 with probability p.
    const isWritten = (numbers[place.anew] ?? 0) < 2 * written - 1;
    if (isWritten) writeDigit(writing, label, numbers.subarray(place.writing, place.field));
    copyInto(isWritten ? writing : image, bordered);
    if (thickness === 0) return bordered;
    thicken(bordered, (numbers[place.thicker] ?? 0) * thickness, thickened);
    return thickened;
  }

  /** The inverse of leaning, then scaling, then turning. */
  private affineMap(): AffineMap {
    const { numbers } = this;
    const { rotation, scale, shear } = this.augmentation;
    const angle = radians((numbers[place.turn] ?? 0) * rotation);
    const [perColumn, perRow] = [1 / (1 + (numbers[place.wider] ?? 0) * scale), 1 / (1 + (numbers[place.taller] ?? 0) * scale)];
    const slant = Math.tan(radians((numbers[place.lean] ?? 0) * shear));
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [yx, yy] = [-sin * perRow, cos * perRow];
    return { xx: cos * perColumn + slant * yx, xy: sin * perColumn + slant * yy, yx, yy };
  }

  private render(source: Float32Array, { xx, xy, yx, yy }: AffineMap, { at, x: x0, y: y0, scale }: Frame, target: Uint8Array): void {
    const { field } = this;
    const isElastic = this.augmentation.elastic > 0;
    let pixel = 0;
    for (let row = 0; row < imageRows; row++) {
      const dy = (row - at) * scale + y0 - middle;
      for (let column = 0; column < imageColumns; column++, pixel++) {
        const dx = (column - at) * scale + x0 - middle;
        let x = xx * dx + xy * dy + middle;
        let y = yx * dx + yy * dy + middle;
        if (isElastic) {
          // The field belongs to the places of the bent image, between which it changes little.
          const nearest = clampToImage(dy + middle) * imageColumns + clampToImage(dx + middle);
          x += field.x[nearest] ?? 0;
          y += field.y[nearest] ?? 0;
        }
        target[pixel] = sample(source, x, y) + 0.5;
      }
    }
  }
}

/** One of images `[n, 784]`, where it lies. */
export function imageAt(images: Uint8Array, index: number): Uint8Array {
  return images.subarray(index * pixelCount, (index + 1) * pixelCount);
}

function clampToImage(place: number): number {
  return Math.min(Math.max(Math.round(place), 0), imageColumns - 1);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
