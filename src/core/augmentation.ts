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
  /** Pixels that a smooth random field moves what is drawn. */
  elastic: v.optional(numberFrom(0, 6), 0),
});
export type Augmentation = v.InferOutput<typeof augmentationSchema>;
