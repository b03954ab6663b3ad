import * as v from 'valibot';
import { maxPoints, maxStrokes, type Stroke } from '../../core/drawing/drawing';
import { pixelCount } from '../../core/layers';
import type { PadContent } from './padContent';
import { padUnits, roundPoint } from './roundPoint';

const listOf = (most: number, largest: number) => v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(largest))), v.maxLength(most));

/**
 * A drawing as VS Code keeps it while the page is hidden: whole numbers, so that a full pad takes less than 200 KB. A stroke
 * is x, y, x, y, ... in 1/1000 of the pad's side; where a pen told its pressure, there is a digit a point, a text a stroke.
 */
export const keptDrawingSchema = v.object({
  strokes: v.pipe(
    v.array(listOf(2 * maxPoints, padUnits)),
    v.maxLength(maxStrokes),
    v.check((strokes) => strokes.reduce((sum, places) => sum + places.length, 0) <= 2 * maxPoints),
  ),
  pressures: v.optional(v.array(v.pipe(v.string(), v.regex(/^\d*$/)))),
  image: v.optional(v.pipe(listOf(pixelCount, 255), v.length(pixelCount))),
});
export type KeptDrawing = v.InferOutput<typeof keptDrawingSchema>;

export const emptyDrawing: KeptDrawing = { strokes: [] };

export function keepContent({ strokes, image }: PadContent): KeptDrawing {
  const hasPressure = strokes.some(([first]) => first && first.length > 2);
  return {
    strokes: strokes.map((stroke) => stroke.flatMap(([x, y]) => [Math.round(x * padUnits), Math.round(y * padUnits)])),
    ...(hasPressure ? { pressures: strokes.map(pressureDigits) } : {}),
    ...(image ? { image: Array.from(image) } : {}),
  };
}

export function restoreContent({ strokes, pressures, image }: KeptDrawing): PadContent {
  return { strokes: strokes.map((places, index) => restoreStroke(places, pressures?.[index])), image: image && Uint8Array.from(image) };
}

function pressureDigits(stroke: Stroke): string {
  return stroke.flatMap(([, , pressure]) => (pressure === undefined ? [] : [Math.round(pressure * 9)])).join('');
}

function restoreStroke(places: readonly number[], pressures = ''): Stroke {
  return Array.from({ length: Math.floor(places.length / 2) }, (_, index) => {
    const [x = 0, y = 0] = places.slice(2 * index, 2 * index + 2);
    const pressure = pressures[index];
    return roundPoint([x / padUnits, y / padUnits, ...(pressure === undefined ? [] : [Number(pressure) / 9])]);
  });
}
