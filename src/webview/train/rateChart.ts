import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RateSearch } from '../../core/learningRateFinder';
import { sharedStyles } from '../theme/styles';
import { onThemeChange } from '../theme/themeColours';
import { margins } from './chartOptions';
import { chartPlotStyles } from './chartPlotStyles';
import { LineChart } from './lineChart';
import { rateDrawing } from './rateDrawing';
import { formatRate, ratePlaces, stepAt } from './rateLines';
import { describeRateChart } from './rateWords';

/** How far Page Up and Page Down go, in steps. */
const bigStep = 10;

/** Loss over learning rate as a search found it; pointer and arrow keys read its values. */
@customElement('mnist-rate-chart')
export class RateChart extends LitElement {
  static override styles = [
    sharedStyles,
    chartPlotStyles,
    css`
      :host {
        --inset: ${margins.top}px ${margins.right}px ${margins.bottom}px ${margins.left}px;
        height: 180px;
      }
    `,
  ];

  @property({ attribute: false }) accessor search!: RateSearch;
  /** The rate of the next run, which is marked beside the suggested one. */
  @property({ type: Number }) accessor nextRate: number | undefined;

  /** The step that is read. */
  @state() private accessor step: number | undefined;
  @query('canvas') private accessor canvas!: HTMLCanvasElement;
  @query('.surface') private accessor surface!: HTMLElement;
  private chart: LineChart | undefined;
  private unlistenTheme: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unlistenTheme = onThemeChange(() => this.chart?.changeTheme());
    // Not the first time, when there is no canvas yet.
    if (this.hasUpdated) this.makeChart();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unlistenTheme?.();
    this.chart?.destroy();
    this.chart = undefined;
  }

  protected override firstUpdated(): void {
    this.makeChart();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('search') || changed.has('nextRate')) this.chart?.show(rateDrawing(this.search, this.nextRate));
  }

  override render(): TemplateResult {
    const { search, step } = this;
    const count = search.losses.length;
    return html`
      <div class="lines"><canvas role="img" aria-label=${describeRateChart(search)}></canvas></div>
      <div
        class="surface"
        role="slider"
        tabindex="0"
        aria-label="Place in the chart of learning rates"
        aria-valuemin="1"
        aria-valuemax=${Math.max(1, count)}
        aria-valuenow=${(step ?? 0) + 1}
        aria-valuetext=${step === undefined || step >= count ? 'nothing read' : this.readOut(step)}
        aria-description="Arrow keys read the lines."
        @pointermove=${(event: PointerEvent) => (this.step = this.stepUnder(event.clientX))}
        @pointerleave=${() => (this.step = undefined)}
        @keydown=${(event: KeyboardEvent) => this.pressKey(event)}
      >
        ${step === undefined || step >= count ? nothing : this.renderReading(step)}
      </div>
    `;
  }

  private renderReading(step: number): TemplateResult {
    const { learningRates, losses, smoothed } = this.search;
    const rate = learningRates[step] ?? 0;
    const share = (Math.log10(rate) - ratePlaces.from) / (ratePlaces.to - ratePlaces.from);
    const at = `${100 * share}%`;
    const isRight = share > 0.5;
    return html`<div class="crosshair" .style=${`left:${at}`}></div>
      <div class="reading ${isRight ? 'before' : ''}" .style=${isRight ? `right:calc(100% - ${at})` : `left:${at}`}>
        <strong>Rate ${formatRate(rate)}</strong>
        <span class="key"></span><span>smoothed</span><span class="value">${smoothed[step]?.toFixed(4)}</span> <span class="key raw"></span><span>this batch</span
        ><span class="value">${losses[step]?.toFixed(4)}</span>
      </div>`;
  }

  private readOut(step: number): string {
    const { learningRates, losses, smoothed } = this.search;
    return `rate ${formatRate(learningRates[step] ?? 0)}: loss, smoothed ${smoothed[step]?.toFixed(4)}; this batch ${losses[step]?.toFixed(4)}`;
  }

  private makeChart(): void {
    this.chart = new LineChart(this.canvas, rateDrawing(this.search, this.nextRate));
  }

  private stepUnder(clientX: number): number {
    const { left, width } = this.surface.getBoundingClientRect();
    return stepAt(ratePlaces.from + ((clientX - left) / width) * (ratePlaces.to - ratePlaces.from), this.search.losses.length);
  }

  private pressKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.search.losses.length - 1;
    const step = this.step ?? Math.round(last / 2);
    const steps: Record<string, number> = { ArrowLeft: step - 1, ArrowDown: step - 1, ArrowRight: step + 1, ArrowUp: step + 1, PageDown: step - bigStep, PageUp: step + bigStep, Home: 0, End: last };
    const next = steps[event.key];
    if (next === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    this.step = next === undefined ? undefined : Math.max(0, Math.min(last, next));
  }
}
