import type { RateSearch } from '../../core/learningRateFinder';
import { chartOptions, faded, rawOpacity, type Axes } from './chartOptions';
import type { Drawing } from './drawing';
import { drawMarkers } from './drawMarkers';
import type { Marker } from './markers';
import { formatRate, rateLines, rateLossEnd, ratePlaces } from './rateLines';

/** Loss over the logarithm of the rate: batches faintly behind their average, with the suggested rate and the next run's marked. */
export function rateDrawing(search: RateSearch, nextRate: number | undefined): Drawing {
  const max = rateLossEnd(search);
  const axes: Axes = { range: ratePlaces, isWhole: false, isLogarithmic: false, axis: { min: 0, max }, placeLabel: (place) => formatRate(10 ** place) };
  const { smooth, raw } = rateLines(search);
  return {
    look: String(max),
    lines: ({ blue }) => [
      { data: smooth, borderColor: blue, borderWidth: 2, pointRadius: 0 },
      { data: raw, borderColor: faded(blue, rawOpacity), borderWidth: 1, pointRadius: 0 },
    ],
    options: (colours, fontFamily) => chartOptions(axes, colours, fontFamily),
    drawBehind: () => undefined,
    drawOver: (chart, colours) => drawMarkers(chart, rateMarkers(search, nextRate), colours),
  };
}

function rateMarkers({ suggestion }: RateSearch, nextRate: number | undefined): Marker[] {
  const marker = (rate: number, label: string): Marker => ({ x: Math.log10(rate), kind: 'learningRate', label: `${label} ${rate}` });
  const suggested = suggestion === undefined ? [] : [marker(suggestion, 'suggested')];
  return nextRate === undefined || nextRate === suggestion ? suggested : [...suggested, marker(nextRate, 'next run')];
}
