import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';
import { readThemeColours, type ThemeColours } from '../theme/themeColours';
import { chartLines, chartOptions, type ChartLook } from './chartOptions';
import type { ChartSeries } from './chartSeries';
import { drawMarkers } from './drawMarkers';
import type { Marker } from './markers';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

/** All that a chart shows at one time. */
export interface ChartContent extends ChartLook {
  readonly series: ChartSeries;
  readonly markers: readonly Marker[];
}

/** A chart on a canvas, which is drawn at most once a frame, in the theme's colours of that moment. */
export class LineChart {
  private readonly chart: Chart<'line'>;
  private colours: ThemeColours = readThemeColours();
  private frame: number | undefined;

  constructor(
    canvas: HTMLCanvasElement,
    private content: ChartContent,
  ) {
    this.chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: this.lines() },
      options: this.options(),
      plugins: [{ id: 'markers', afterDatasetsDraw: (chart) => drawMarkers(chart, this.content.markers, this.colours) }],
    });
  }

  show(content: ChartContent): void {
    this.content = content;
    this.drawSoon();
  }

  /** Draws anew, as after a change of the theme. */
  drawSoon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  destroy(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.chart.destroy();
  }

  private draw(): void {
    this.colours = readThemeColours();
    const { chart } = this;
    this.lines().forEach((line, index) => Object.assign(chart.data.datasets[index] ?? {}, line));
    chart.options = this.options();
    chart.update('none');
  }

  private lines() {
    return chartLines(this.content.series, this.content, this.colours);
  }

  private options() {
    return chartOptions(this.content, this.colours, fontOf());
  }
}

function fontOf(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--vscode-font-family') || 'sans-serif';
}
