import '@vscode-elements/elements/dist/vscode-icon/index.js';
import './chartPlot';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { EpochRecord } from '../../core/formats/history';
import { pillStyles } from '../theme/pillStyles';
import { sharedStyles } from '../theme/styles';
import type { ChartPlot } from './chartPlot';
import type { ChartReading } from './chartReading';
import { renderChartTable } from './chartTable';
import type { ChartView, RunLength } from './chartView';
import { describeChart } from './describeChart';
import { lineKeyStyles } from './lineKeyStyles';
import type { ChartContent } from './metricDrawing';
import { plainTableStyles } from './plainTableStyles';

/** What someone wants of a chart beside another view. */
export type ChartRequest = 'toggleLogarithmic' | 'toggleTable' | 'resetZoom' | 'savePicture';

/** A metric over the run, as lines or as a table, with its name, what it is for, and its legend. Sends `chart-request` and the plot's `chart-view`. */
@customElement('mnist-metric-chart')
export class MetricChart extends LitElement {
  static override styles = [
    sharedStyles,
    pillStyles,
    lineKeyStyles,
    plainTableStyles,
    css`
      /* Heading, reason, legend and plot stand in the rows of whatever holds the charts, so that the plots begin at one height. */
      :host {
        display: grid;
        grid-template: subgrid / minmax(0, 1fr);
        grid-row: span 4;
        min-width: 0;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
        min-height: 26px;
      }
      .controls {
        display: flex;
        align-items: center;
        gap: 2px;
        margin-left: auto;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        margin: 4px 0;
      }
      .legend .key {
        margin-right: 6px;
      }
      .reason {
        max-width: 720px;
      }
      mnist-chart-plot {
        min-height: 220px;
      }
      .table {
        grid-row: span 2;
        min-height: 220px;
        overflow-y: auto;
        contain: size;
      }
      button.icon[aria-pressed='true'] {
        background: var(--vscode-toolbar-activeBackground, var(--vscode-list-inactiveSelectionBackground));
        border-color: var(--vscode-contrastActiveBorder, transparent);
      }
    `,
  ];

  @property({ attribute: false }) accessor content!: ChartContent;
  @property({ attribute: false }) accessor history: readonly EpochRecord[] = [];
  @property({ attribute: false }) accessor length!: RunLength;
  @property({ attribute: false }) accessor view: ChartView = {};
  @property({ attribute: false }) accessor reading: ChartReading | undefined;
  @property({ type: Boolean }) accessor showsTable = false;

  @query('mnist-chart-plot') private accessor plot!: ChartPlot | null;

  /** The chart as it is drawn now; null while its table is shown. */
  get picture(): HTMLCanvasElement | null {
    return this.plot?.picture ?? null;
  }

  override render(): TemplateResult {
    const { metric } = this.content;
    return html`
      <header>
        <h2>${metric.title}</h2>
        <span class="secondary">${metric.purpose}</span>
        ${this.renderControls()}
      </header>
      <p class="hint reason">${metric.reason}</p>
      ${this.showsTable ? html`<div class="table" tabindex="0" role="region" aria-label="${metric.title}, table">${renderChartTable(metric, this.history)}</div>` : this.renderPlot()}
    `;
  }

  private renderControls(): TemplateResult {
    const { showsTable, content, view } = this;
    const { metric, isLogarithmic } = content;
    return html`<span class="controls">
      ${view.range && !showsTable ? html`<span class="pills"><button @click=${() => this.request('resetZoom')}>Reset zoom</button></span>` : nothing}
      ${metric.id === 'loss' && !showsTable
        ? html`<span class="pills"><button aria-pressed=${isLogarithmic} title="Logarithmic axis: equal factors are equally far apart" @click=${() => this.request('toggleLogarithmic')}>Log</button></span>`
        : nothing}
      ${showsTable ? nothing : this.renderIcon('savePicture', 'device-camera', `Save ${metric.title} as PNG`)}
      <button class="icon" title="Show as table" aria-label="${metric.title} as table" aria-pressed=${showsTable} @click=${() => this.request('toggleTable')}>
        <vscode-icon name="table"></vscode-icon>
      </button>
    </span>`;
  }

  private renderIcon(request: ChartRequest, icon: string, label: string): TemplateResult {
    return html`<button class="icon" title=${label} aria-label=${label} @click=${() => this.request(request)}><vscode-icon name=${icon}></vscode-icon></button>`;
  }

  private renderPlot(): TemplateResult {
    const { content, length, view, reading, history } = this;
    return html`
      <div class="legend secondary" aria-hidden="true">
        <span><span class="key raw"></span>train, batch</span><span><span class="key smooth"></span>smoothed</span><span><span class="key train"></span>train, epoch</span
        ><span><span class="key validation"></span>validation</span>
      </div>
      <mnist-chart-plot .content=${content} .length=${length} .view=${view} .reading=${reading} description=${describeChart(content.metric, history)}></mnist-chart-plot>
    `;
  }

  private request(request: ChartRequest): void {
    this.dispatchEvent(new CustomEvent<ChartRequest>('chart-request', { detail: request }));
  }
}
