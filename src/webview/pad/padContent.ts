import { maxPoints, maxStrokes, type Stroke } from '../../core/drawing/drawing';
import { measureImage, type PlacedDigit } from '../../core/drawing/placedDigit';
import { drawOnImage, placeStrokes } from '../../core/drawing/strokesToImage';

/** What is on the pad. Coordinates are shares of its side, 0 to 1, x to the right and y down. */
export interface PadContent {
  readonly strokes: readonly Stroke[];
  /** An image `[28, 28]` that the pad began with, under the strokes and as large as the pad; it is read as it is. */
  readonly image?: Uint8Array | undefined;
}

export const emptyContent: PadContent = { strokes: [] };

/** What the network sees of the pad; `undefined` where there is no ink. */
export function placeContent({ strokes, image }: PadContent): PlacedDigit | undefined {
  return image === undefined ? placeStrokes(strokes) : measureImage(drawOnImage(image, strokes));
}

/** Whether a drawing has as many strokes or points as it may have. */
export function isFull({ strokes }: PadContent): boolean {
  return strokes.length >= maxStrokes || pointCount(strokes) >= maxPoints;
}

/** The strokes without the shortest ones, as far as they are too many: those are the crumbs that an eraser leaves. */
export function withinLimits(strokes: readonly Stroke[]): readonly Stroke[] {
  let [strokeCount, points] = [strokes.length, pointCount(strokes)];
  if (strokeCount <= maxStrokes && points <= maxPoints) return strokes;
  const dropped = new Set<Stroke>();
  for (const stroke of strokes.toSorted((a, b) => a.length - b.length)) {
    if (strokeCount <= maxStrokes && points <= maxPoints) break;
    dropped.add(stroke);
    strokeCount -= 1;
    points -= stroke.length;
  }
  return strokes.filter((stroke) => !dropped.has(stroke));
}

function pointCount(strokes: readonly Stroke[]): number {
  return strokes.reduce((sum, stroke) => sum + stroke.length, 0);
}
