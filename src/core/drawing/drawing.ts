import * as v from 'valibot';
import { UserError } from '../userError';

/** A point of a stroke: x to the right, y down, in any unit, and the pen's pressure where it was recorded. */
export type Point = readonly [x: number, y: number, ...pressure: number[]];
/** The points between putting the pen down and lifting it. A single point is a dot. */
export type Stroke = readonly Point[];

/** A drawing as it is kept in `strokes.jsonl` and in files of drawings. */
export interface Drawing {
  readonly strokes: readonly Stroke[];
  /** The digit that the drawing is meant to be, 0 to 9. */
  readonly label?: number | undefined;
}

export const maxStrokes = 1_000;
export const maxPoints = 20_000;
/** Farther out, the differences between coordinates would lose digits that a drawing needs. */
export const maxCoordinate = 1e9;

const coordinateSchema = v.pipe(
  v.number('must be a number'),
  v.finite('must be a finite number'),
  v.minValue(-maxCoordinate, `must be at least -${maxCoordinate}`),
  v.maxValue(maxCoordinate, `must be at most ${maxCoordinate}`),
);

const pointSchema = v.pipe(
  v.tupleWithRest(
    [coordinateSchema, coordinateSchema],
    v.pipe(v.number('must be a number'), v.finite('must be a finite number')),
    'must be a point, [x, y] or [x, y, pressure]',
  ),
  v.maxLength(3, 'must be a point, [x, y] or [x, y, pressure]'),
);

const drawingSchema = v.object(
  {
    strokes: v.pipe(
      v.array(v.array(v.unknown(), 'must be a list of points'), 'must be a list of strokes'),
      v.maxLength(maxStrokes, `must hold at most ${maxStrokes} strokes`),
      v.check((strokes) => pointCount(strokes) <= maxPoints, `must hold at most ${maxPoints} points in all`),
      // Only now is each point looked at, so that the work is bounded by the limits above.
      v.array(v.array(pointSchema)),
    ),
    label: v.optional(
      v.pipe(
        v.number('must be a digit, 0 to 9'),
        v.integer('must be a digit, 0 to 9'),
        v.minValue(0, 'must be a digit, 0 to 9'),
        v.maxValue(9, 'must be a digit, 0 to 9'),
      ),
    ),
  },
  (issue) => (issue.received === 'undefined' ? 'is missing' : 'must be an object with "strokes"'),
);

/**
 * Reads `{"strokes": [[[x, y], ...], ...], "label": 3}`; other fields are left out of the result.
 * Throws the UserError `drawing-invalid`, which names the field, for anything else and beyond 1,000 strokes,
 * 20,000 points or coordinates of 1e9.
 */
export function parseDrawing(input: unknown): Drawing {
  const result = v.safeParse(drawingSchema, input, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? 'it';
  throw new UserError(
    'drawing-invalid',
    `This is not a drawing: ${where} ${issue.message}. Write one like {"strokes": [[[x, y], [x, y]]], "label": 3}.`,
  );
}

function pointCount(strokes: readonly (readonly unknown[])[]): number {
  return strokes.reduce((sum, stroke) => sum + stroke.length, 0);
}
