import * as v from 'valibot';
import { numberFrom } from './parse';

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
  /** Part of the digits in whose place the same digit is written anew, in one of the ways that people write it, which differ by country and by hurry. */
  written: v.optional(numberFrom(0, 1), 0),
  /** Whether the bent digit is then scaled and placed as a drawing is: its longer side 20 pixels, its mass in the middle. */
  placed: v.optional(v.boolean('must be true or false'), false),
});
export type Augmentation = v.InferOutput<typeof augmentationSchema>;

export const noAugmentation = { shift: 0, rotation: 0, scale: 0, shear: 0, thickness: 0, elastic: 0, written: 0, placed: false } as const satisfies Augmentation;
