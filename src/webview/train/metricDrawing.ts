import { chartLines, chartOptions, type ChartLook } from './chartOptions';
import type { ChartSeries } from './chartSeries';
import type { Drawing } from './drawing';
import { drawMarkers } from './drawMarkers';
import { drawRanges } from './drawRanges';
import type { Marker } from './markers';

/** All that a chart of a metric shows at one time. */
export interface ChartContent extends ChartLook {
  readonly series: ChartSeries;
  readonly markers: readonly Marker[];
  readonly stepsPerEpoch: number;
}

/** A metric over the run: the ranges of batches behind its lines, and checkpoints over them. */
export function metricDrawing(content: ChartContent): Drawing {
  const { metric, range, isWhole, isLogarithmic, axis, series, markers, stepsPerEpoch } = content;
  return {
    look: JSON.stringify([metric.id, range, isWhole, isLogarithmic, axis]),
    lines: (colours) => chartLines(series, content, colours),
    options: (colours, fontFamily) => chartOptions(content, colours, fontFamily),
    drawBehind: (chart, colours) => drawRanges(chart, series.columns, stepsPerEpoch, colours),
    drawOver: (chart, colours) => drawMarkers(chart, markers, colours),
  };
}
