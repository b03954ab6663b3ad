import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';
import { readThemeColours, type ThemeColours } from '../theme/themeColours';
import type { Drawing } from './drawing';
import { DrawingTurns } from './drawingTurns';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

const turns = new DrawingTurns((callback) => requestAnimationFrame(callback));

/** A chart on a canvas, which is drawn at most once a frame, and not in a frame with another one. */
export class LineChart {
  private readonly chart: Chart<'line'>;
  private colours: ThemeColours = readThemeColours();
  private isLookNew = false;

  constructor(
    canvas: HTMLCanvasElement,
    private drawing: Drawing,
  ) {
    this.chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: this.lines() },
      options: this.options(),
      plugins: [
        {
          id: 'lab',
          beforeDatasetsDraw: (chart) => this.drawing.drawBehind(chart, this.colours),
          afterDatasetsDraw: (chart) => this.drawing.drawOver(chart, this.colours),
        },
      ],
    });
  }

  show(drawing: Drawing): void {
    if (drawing.look !== this.drawing.look) this.isLookNew = true;
    this.drawing = drawing;
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
    return this.drawing.lines(this.colours);
  }

  private options() {
    return this.drawing.options(this.colours, fontOf());
  }
}

function fontOf(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--vscode-font-family') || 'sans-serif';
}
