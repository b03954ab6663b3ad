import type { ChartDataset, ChartOptions } from 'chart.js';
import type { ThemeColours } from '../theme/themeColours';
import type { ChartSeries } from './chartSeries';
import type { Metric } from './metric';
import type { Point } from './point';
import type { Range } from './range';
import type { ValueAxis } from './valueAxis';

/** The axes of a chart: places across, values up. */
export interface Axes {
  readonly range: Range;
  /** Whether the range is all of the run. */
  readonly isWhole: boolean;
  readonly isLogarithmic: boolean;
  readonly axis: ValueAxis;
  /** What stands at a whole place; the place itself where it is absent. */
  readonly placeLabel?: (place: number) => string;
}

/** How a chart of a metric is drawn, beside its values. */
export interface ChartLook extends Axes {
  readonly metric: Metric;
}

/** Around the area of the lines, in pixels: the same for both charts, so that what lies over them needs no measuring. */
export const margins = { left: 40, right: 16, top: 8, bottom: 24 };

/** What is left of blue in the lines of single batches, in percent. */
export const rawOpacity = 28;
export const smoothOpacity = 80;

/** With more epochs than this in sight, their points would melt into the line. */
const mostPoints = 60;
/** In high contrast lines are as strong as text, and a grid must not be. */
const highContrastGrid = 35;
const usualGrid = 65;

/** Batches faintly behind, then their smoothed line, the epochs of training, and validation on top. */
export function chartLines({ raw, smooth, train, validation }: ChartSeries, { range }: ChartLook, colours: ThemeColours): ChartDataset<'line', Point[]>[] {
  const { blue, yellow, isHighContrast } = colours;
  const pointRadius = range.to - range.from > mostPoints ? 0 : 2.5;
  // The first of them is drawn last.
  return [
    { data: validation, borderColor: yellow, backgroundColor: yellow, borderWidth: 2, borderDash: isHighContrast ? [4, 3] : [], pointRadius, pointBorderWidth: 0 },
    { data: train, borderColor: blue, backgroundColor: blue, borderWidth: 2, pointRadius, pointStyle: 'rect', pointBorderWidth: 0 },
    { data: smooth, borderColor: faded(blue, smoothOpacity), borderWidth: 1, pointRadius: 0 },
    { data: raw, borderColor: faded(blue, rawOpacity), borderWidth: 1, pointRadius: 0 },
  ];
}

export function chartOptions({ range, isWhole, isLogarithmic, axis, placeLabel }: Axes, colours: ThemeColours, family: string): ChartOptions<'line'> {
  const font = { family, size: 11 };
  const grid = {
    color: faded(colours.grid, colours.isHighContrast ? highContrastGrid : usualGrid),
    drawTicks: false,
  };
  const ticks = { color: colours.description, font, padding: 6 };
  return {
    animation: false,
    parsing: false,
    normalized: true,
    maintainAspectRatio: false,
    events: [],
    layout: { autoPadding: false, padding: { top: margins.top, right: margins.right } },
    scales: {
      x: {
        type: 'linear',
        min: range.from,
        max: range.to,
        grid,
        border: { display: false },
        ticks: { ...ticks, maxRotation: 0, includeBounds: isWhole, ...(isWhole ? { precision: 0 } : {}), ...(placeLabel ? { stepSize: 1, callback: (place) => placeLabel(Number(place)) } : {}) },
        afterFit: (scale) => void Object.assign(scale, { height: margins.bottom, paddingLeft: 0, paddingRight: 0 }),
      },
      y: {
        type: isLogarithmic ? 'logarithmic' : 'linear',
        ...axis,
        grid,
        border: { display: false },
        ticks: { ...ticks, maxTicksLimit: 7, callback: formatTick },
        afterFit: (scale) => void Object.assign(scale, { width: margins.left, paddingTop: 0, paddingBottom: 0 }),
      },
    },
  };
}

/** As many decimals as its neighbours need: 0.5 beside 1.0, 0.825 beside 0.830. */
function formatTick(value: number | string, _index: number, ticks: readonly { readonly value: number }[]): string {
  const gap = Math.abs((ticks[1]?.value ?? 1) - (ticks[0]?.value ?? 0));
  return Number(value).toFixed(Math.min(6, Math.max(1, Math.ceil(-Math.log10(gap) - 1e-6))));
}

/** A colour of which `percent` is left. */
export function faded(colour: string, percent: number): string {
  return `color-mix(in srgb, ${colour} ${percent}%, transparent)`;
}
