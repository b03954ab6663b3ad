import type { Chart, ChartDataset, ChartOptions } from 'chart.js';
import type { ThemeColours } from '../theme/themeColours';
import type { Point } from './point';

/** All that a chart draws at one time. */
export interface Drawing {
  /** Two drawings of one look have the same axes, so that only what lies on them is drawn anew. */
  readonly look: string;
  /** As many in every drawing of a chart; the first is drawn last. */
  lines(colours: ThemeColours): ChartDataset<'line', Point[]>[];
  options(colours: ThemeColours, fontFamily: string): ChartOptions<'line'>;
  drawBehind(chart: Chart, colours: ThemeColours): void;
  drawOver(chart: Chart, colours: ThemeColours): void;
}
