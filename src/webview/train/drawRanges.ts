import type { Chart } from 'chart.js';
import type { ThemeColours } from '../theme/themeColours';
import { faded, rawOpacity } from './chartOptions';
import type { StepColumns } from './stepLines';

/**
 * Draws the range of each column of several batches, faintly, as a box from whole pixel to whole pixel: a line to and fro
 * between least and most looks the same, but takes ten times as long to draw.
 */
export function drawRanges(chart: Chart, { minimum, maximum, first, stride }: StepColumns, stepsPerEpoch: number, colours: ThemeColours): void {
  const { ctx: context, chartArea: area, scales, currentDevicePixelRatio: density } = chart;
  const { x, y } = scales;
  if (!x || !y || stride === 1) return;
  const edge = (column: number) => {
    const place = x.getPixelForValue((first + column * stride) / stepsPerEpoch);
    return Math.min(area.right, Math.max(area.left, Math.round(place * density) / density));
  };
  context.save();
  context.fillStyle = faded(colours.blue, rawOpacity);
  minimum.forEach((least, column) => {
    const top = Math.max(area.top, y.getPixelForValue(maximum[column] ?? NaN));
    const bottom = Math.min(area.bottom, y.getPixelForValue(least));
    const left = edge(column);
    if (bottom > area.top && top < area.bottom) context.fillRect(left, top, edge(column + 1) - left, Math.max(1, bottom - top));
  });
  context.restore();
}
