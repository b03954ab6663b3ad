import type { EpochRecord } from '../../core/formats/history';
import type { StepBuckets } from '../../core/stepSeries';
import type { ThemeColours } from '../theme/themeColours';

/** What the chart shows: a run's epochs, and its batches. */
export interface Curve {
  readonly totalEpochs: number;
  readonly stepsPerEpoch: number;
  readonly history: readonly EpochRecord[];
  readonly steps: StepBuckets;
  /** Steps behind `steps`. */
  readonly stepCount: number;
}

interface Scales {
  x(epoch: number): number;
  y(accuracy: number): number;
}

const margin = { left: 24, right: 6, top: 6, bottom: 18 };
const accuracyTicks = [0, 0.5, 1];
const maxEpochTicks = 5;
/** Farther apart than this, the epochs' points do not melt into the line. */
const pointGap = 6;
const bandOpacity = 0.4;

/** Draws the axes and both series over the whole canvas, at the screen's resolution. */
export function drawCurve(canvas: HTMLCanvasElement, colours: ThemeColours, curve: Curve): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  const density = window.devicePixelRatio;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  context.scale(density, density);
  const { totalEpochs: epochs, history } = curve;
  const scales: Scales = {
    x: (epoch) => margin.left + (epoch / epochs) * (width - margin.left - margin.right),
    y: (accuracy) => height - margin.bottom - accuracy * (height - margin.top - margin.bottom),
  };
  drawAxes(context, scales, epochs, colours);
  drawSteps(context, scales, curve, colours);
  drawEpochs(context, scales, history, colours);
}

function drawAxes(context: CanvasRenderingContext2D, { x, y }: Scales, epochs: number, colours: ThemeColours): void {
  context.font = `11px ${getComputedStyle(context.canvas).fontFamily}`;
  context.fillStyle = colours.description;
  context.strokeStyle = colours.grid;
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of accuracyTicks) {
    line(context, x(0), y(tick), x(epochs), y(tick));
    context.fillText(tick.toFixed(1), x(0) - 6, y(tick));
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of epochTicks(epochs)) {
    line(context, x(tick), y(0), x(tick), y(1));
    context.fillText(String(tick), x(tick), y(0) + 5);
  }
}

/** At half pixels, a line of one pixel is sharp. */
function line(context: CanvasRenderingContext2D, fromX: number, fromY: number, toX: number, toY: number): void {
  context.beginPath();
  context.moveTo(Math.round(fromX) + 0.5, Math.round(fromY) + 0.5);
  context.lineTo(Math.round(toX) + 0.5, Math.round(toY) + 0.5);
  context.stroke();
}

/** From 0 on in steps of 1, 2 or 5 times a power of ten: at most five after the 0. */
export function epochTicks(epochs: number): number[] {
  const power = 10 ** Math.floor(Math.log10(epochs));
  const gap = [0.1, 0.2, 0.5, 1, 2, 5].map((factor) => factor * power).find((each) => each >= 1 && epochs / each <= maxEpochTicks) ?? power;
  return Array.from({ length: Math.floor(epochs / gap) + 1 }, (_, index) => index * gap);
}

interface Column {
  readonly x: number;
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
}

/** The batches that fall on one pixel as their range, faintly, and their mean: a line through all of them would be a smear. */
function drawSteps(context: CanvasRenderingContext2D, scales: Scales, curve: Curve, colours: ThemeColours): void {
  const columns = findColumns(scales, curve);
  const { y } = scales;
  context.fillStyle = colours.blue;
  context.globalAlpha = bandOpacity;
  for (const { x, minimum, maximum } of columns) context.fillRect(x, y(maximum), 1, y(minimum) - y(maximum));
  context.globalAlpha = 1;
  context.beginPath();
  for (const { x, sum, count } of columns) context.lineTo(x + 0.5, y(sum / count));
  context.strokeStyle = colours.blue;
  context.lineWidth = 1;
  context.stroke();
}

function findColumns({ x }: Scales, { steps, stepCount, stepsPerEpoch }: Curve): Column[] {
  const { mean, minimum, maximum } = steps.accuracy;
  const columns: Column[] = [];
  mean.forEach((accuracy, index) => {
    const start = index * steps.stride;
    const middle = (start + Math.min(start + steps.stride, stepCount)) / 2;
    const at = Math.floor(x(middle / stepsPerEpoch));
    let column = columns.at(-1);
    if (column?.x !== at) columns.push((column = { x: at, sum: 0, count: 0, minimum: 1, maximum: 0 }));
    column.sum += accuracy;
    column.count++;
    column.minimum = Math.min(column.minimum, minimum[index] ?? 1);
    column.maximum = Math.max(column.maximum, maximum[index] ?? 0);
  });
  return columns;
}

function drawEpochs(context: CanvasRenderingContext2D, { x, y }: Scales, history: readonly EpochRecord[], colours: ThemeColours): void {
  context.beginPath();
  for (const { epoch, valAccuracy } of history) context.lineTo(x(epoch), y(valAccuracy));
  context.strokeStyle = colours.yellow;
  context.lineWidth = 1.5;
  context.setLineDash(colours.isHighContrast ? [4, 3] : []);
  context.stroke();
  if (x(1) - x(0) < pointGap) return;
  context.fillStyle = colours.yellow;
  for (const { epoch, valAccuracy } of history) {
    context.beginPath();
    context.arc(x(epoch), y(valAccuracy), 2, 0, 2 * Math.PI);
    context.fill();
  }
}
