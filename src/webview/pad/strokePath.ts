import type { Point, Stroke } from '../../core/drawing/drawing';

/** How a stroke is drawn: the pad's side and the pen's width in the canvas's pixels. */
export interface Pen {
  readonly side: number;
  readonly width: number;
}

/** A curve bends only between points this near, in shares of the pad: the corners of long straight lines stay corners. */
const smoothedDistance = 0.1;

/**
 * Draws a stroke from its point `from` on with the context's colours: round caps and joins, a curve through the middles
 * between points. Where the points tell a pressure, the line is half to one and a half times as wide.
 */
export function drawStroke(context: CanvasRenderingContext2D, { side, width }: Pen, stroke: Stroke, from = 0): void {
  const [first] = stroke;
  if (!first) return;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = width;
  if (stroke.length === 1) return drawDot(context, first, side, width * widthFactor(first));
  const hasPressure = first.length > 2;
  context.beginPath();
  // The piece before `from` ended at a point that is now inside the curve.
  const begin = Math.max(1, from - 1);
  for (let index = begin; index < stroke.length; index++) {
    if (index === begin || hasPressure) moveToPiece(context, side, stroke, index);
    drawPiece(context, side, stroke, index);
    if (!hasPressure) continue;
    context.lineWidth = (width * (widthFactor(stroke[index - 1]) + widthFactor(stroke[index]))) / 2;
    context.stroke();
    context.beginPath();
  }
  if (!hasPressure) context.stroke();
}

function moveToPiece(context: CanvasRenderingContext2D, side: number, stroke: Stroke, index: number): void {
  const [previous, point] = [stroke[index - 1], stroke[index]];
  if (!previous || !point) return;
  const start = index === 1 ? previous : middle(previous, point);
  context.moveTo(start[0] * side, start[1] * side);
}

/** The part of the path around point `index`: from the middle before it, or the start, to the middle after it, or the end. */
function drawPiece(context: CanvasRenderingContext2D, side: number, stroke: Stroke, index: number): void {
  const [previous, point, next] = [stroke[index - 1], stroke[index], stroke[index + 1]];
  if (!previous || !point) return;
  if (next === undefined) return context.lineTo(point[0] * side, point[1] * side);
  const end = middle(point, next);
  const isSmooth = distance(previous, point) < smoothedDistance && distance(point, next) < smoothedDistance;
  if (isSmooth) return context.quadraticCurveTo(point[0] * side, point[1] * side, end[0] * side, end[1] * side);
  context.lineTo(point[0] * side, point[1] * side);
  context.lineTo(end[0] * side, end[1] * side);
}

function drawDot(context: CanvasRenderingContext2D, [x, y]: Point, side: number, width: number): void {
  context.beginPath();
  context.arc(x * side, y * side, width / 2, 0, 2 * Math.PI);
  context.fill();
}

function widthFactor([, , pressure = 0.5]: Point = [0, 0]): number {
  return 0.5 + pressure;
}

function middle(a: Point, b: Point): readonly [x: number, y: number] {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}
