import type { Chart } from 'chart.js';
import type { ThemeColours } from '../theme/themeColours';
import type { Marker } from './markers';

const labelGap = 6;
const rowHeight = 14;

/** Draws checkpoints on the x axis, the best as a star and the last as a ring, and a dotted line where the learning rate was changed. */
export function drawMarkers(chart: Chart, markers: readonly Marker[], colours: ThemeColours): void {
  const { ctx: context, chartArea, scales } = chart;
  const { x: scale } = scales;
  if (!scale) return;
  const visible = markers.filter(({ x }) => x >= scale.min && x <= scale.max);
  context.save();
  context.font = `11px ${getComputedStyle(chart.canvas).fontFamily}`;
  context.setLineDash([]);
  const low = new LabelRows(context, chartArea, -1);
  const high = new LabelRows(context, chartArea, 1);
  for (const { x, kind, label } of visible) {
    const left = scale.getPixelForValue(x);
    if (kind === 'learningRate') {
      drawChange(context, left, chartArea, colours);
      high.draw(label, left + labelGap, chartArea.top + 8, colours.foreground);
    } else {
      drawCheckpoint(context, left, chartArea.bottom, kind, colours);
      if (label) low.draw(label, left - context.measureText(label).width / 2, chartArea.bottom - 14, colours.foreground);
    }
  }
  context.restore();
}

function drawChange(context: CanvasRenderingContext2D, left: number, { top, bottom }: { readonly top: number; readonly bottom: number }, colours: ThemeColours): void {
  context.beginPath();
  context.setLineDash([2, 3]);
  context.moveTo(left, top);
  context.lineTo(left, bottom);
  context.strokeStyle = colours.foreground;
  context.lineWidth = 1;
  context.stroke();
  context.setLineDash([]);
}

function drawCheckpoint(context: CanvasRenderingContext2D, left: number, bottom: number, kind: 'checkpoint' | 'best' | 'last', colours: ThemeColours): void {
  context.beginPath();
  if (kind === 'best') star(context, left, bottom, 6);
  else context.arc(left, bottom, kind === 'last' ? 4 : 2, 0, 2 * Math.PI);
  context.fillStyle = kind === 'best' ? colours.yellow : kind === 'last' ? colours.background : colours.description;
  context.fill();
  if (kind === 'checkpoint') return;
  context.strokeStyle = kind === 'best' ? colours.background : colours.foreground;
  context.lineWidth = kind === 'best' ? 1 : 1.5;
  context.stroke();
}

function star(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  for (let corner = 0; corner < 10; corner++) {
    const length = corner % 2 === 0 ? radius : radius * 0.45;
    const angle = (corner / 10) * 2 * Math.PI;
    context.lineTo(x + length * Math.sin(angle), y - length * Math.cos(angle));
  }
  context.closePath();
}

/** Labels side by side in rows: one that would cover another goes a row further in. */
class LabelRows {
  /** Where the last label of each row ends. */
  private readonly ends: number[] = [];

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly area: { readonly left: number; readonly right: number },
    private readonly direction: 1 | -1,
  ) {}

  /** Draws a label from `x` on, or farther left where it would leave the area. */
  draw(label: string, x: number, y: number, colour: string): void {
    const { context, area, ends } = this;
    const { width } = context.measureText(label);
    const left = Math.min(area.right - width - 2, Math.max(area.left + 2, x));
    const free = ends.findIndex((end) => end + labelGap <= left);
    const row = free === -1 ? ends.length : free;
    ends[row] = left + width;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillStyle = colour;
    context.fillText(label, left, y + this.direction * row * rowHeight);
  }
}
