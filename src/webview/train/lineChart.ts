import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';
import { readThemeColours, type ThemeColours } from '../theme/themeColours';
import { chartLines, chartOptions, type ChartLook } from './chartOptions';
import type { ChartSeries } from './chartSeries';
import { DrawingTurns } from './drawingTurns';
import { drawMarkers } from './drawMarkers';
import { drawRanges } from './drawRanges';
import type { Marker } from './markers';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

const turns = new DrawingTurns((callback) => requestAnimationFrame(callback));

/** All that a chart shows at one time. */
export interface ChartContent extends ChartLook {
  readonly series: ChartSeries;
  readonly markers: readonly Marker[];
  readonly stepsPerEpoch: number;
}

/** A chart on a canvas, which is drawn at most once a frame, and not in a frame with another one. */
export class LineChart {
  private readonly chart: Chart<'line'>;
  private colours: ThemeColours = readThemeColours();
  private isLookNew = false;

  constructor(
    canvas: HTMLCanvasElement,
    private content: ChartContent,
  ) {
    this.chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: this.lines() },
      options: this.options(),
      plugins: [
        {
          id: 'lab',
          beforeDatasetsDraw: (chart) => drawRanges(chart, this.content.series.columns, this.content.stepsPerEpoch, this.colours),
          afterDatasetsDraw: (chart) => drawMarkers(chart, this.content.markers, this.colours),
        },
      ],
    });
  }

  show(content: ChartContent): void {
    if (!looksSame(content, this.content)) this.isLookNew = true;
    this.content = content;
    turns.request(this.draw);
  }

  /** Draws anew in the colours that there are now. */
  changeTheme(): void {
    this.colours = readThemeColours();
    this.isLookNew = true;
    turns.request(this.draw);
  }

  destroy(): void {
    turns.cancel(this.draw);
    this.chart.destroy();
  }

  private readonly draw = () => {
    const { chart } = this;
    this.lines().forEach((line, index) => Object.assign(chart.data.datasets[index] ?? {}, line));
    if (this.isLookNew) {
      chart.options = this.options();
      // The mode "none" would leave points in the colours and of the size that they had: chart.js 4.6, updateSharedOptions.
      chart.update('default');
    } else {
      this.drawLines();
    }
    this.isLookNew = false;
  };

  /** Draws new lines on the axes that there are: `chart.update` would lay those out anew, which takes longer than the lines. */
  private drawLines(): void {
    const { chart } = this;
    chart.data.datasets.forEach((_, index) => {
      const { controller } = chart.getDatasetMeta(index);
      controller.buildOrUpdateElements();
      controller.update('none');
    });
    chart.draw();
  }

  private lines() {
    return chartLines(this.content.series, this.content, this.colours);
  }

  private options() {
    return chartOptions(this.content, this.colours, fontOf());
  }
}

function looksSame(one: ChartLook, other: ChartLook): boolean {
  const key = ({ metric, range, isWhole, isLogarithmic, axis }: ChartLook) => JSON.stringify([metric.id, range, isWhole, isLogarithmic, axis]);
  return key(one) === key(other);
}

function fontOf(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--vscode-font-family') || 'sans-serif';
}
