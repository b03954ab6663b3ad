import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sharedStyles } from '../theme/styles';
import { onThemeChange } from '../theme/themeColours';
import { margins } from './chartOptions';
import type { ChartReading } from './chartReading';
import { chartPlotStyles } from './chartPlotStyles';
import { partOf, snapToEpoch, viewAfterKey, type ChartView, type RunLength } from './chartView';
import { LineChart } from './lineChart';
import { metricDrawing, type ChartContent } from './metricDrawing';
import { rangeBetween, type Range } from './range';

/** Below this distance, in pixels, a press with a tremor is not a drag. */
const smallestDrag = 4;

/**
 * The lines of one metric, and over them a crosshair with what is read there. A drag zooms, a double click shows all, and
 * the keys of `viewAfterKey` do the same. It sends `chart-view` with what is to be shown next.
 */
@customElement('mnist-chart-plot')
export class ChartPlot extends LitElement {
  static override styles = [sharedStyles, chartPlotStyles, css`:host { --inset: ${margins.top}px ${margins.right}px ${margins.bottom}px ${margins.left}px; }`];

  @property({ attribute: false }) accessor content!: ChartContent;
  @property({ attribute: false }) accessor length!: RunLength;
  @property({ attribute: false }) accessor view: ChartView = {};
  @property({ attribute: false }) accessor reading: ChartReading | undefined;
  /** The lines in words. */
  @property() accessor description = '';

  @state() private accessor dragged: Range | undefined;
  @query('canvas') private accessor canvas!: HTMLCanvasElement;
  @query('.surface') private accessor surface!: HTMLElement;
  private chart: LineChart | undefined;
  /** In pixels of the window. */
  private dragStart: number | undefined;
  private unlistenTheme: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unlistenTheme = onThemeChange(() => this.chart?.changeTheme());
    // Not the first time, when there is no canvas yet.
    if (this.hasUpdated) this.chart = new LineChart(this.canvas, metricDrawing(this.content));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unlistenTheme?.();
    this.chart?.destroy();
    this.chart = undefined;
  }

  protected override firstUpdated(): void {
    this.chart = new LineChart(this.canvas, metricDrawing(this.content));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('content')) this.chart?.show(metricDrawing(this.content));
  }

  /** The chart as it is drawn now. */
  get picture(): HTMLCanvasElement {
    return this.canvas;
  }

  override render(): TemplateResult {
    const { length, view, reading, dragged } = this;
    const place = view.place ?? 0;
    const name = this.content.metric.title.toLowerCase();
    return html`
      <div class="lines"><canvas role="img" aria-label=${this.description}></canvas></div>
      <div
        class="surface"
        role="slider"
        tabindex="0"
        aria-label="Place in the ${name} chart"
        aria-valuemin="0"
        aria-valuemax=${length.epochs}
        aria-valuenow=${place.toFixed(2)}
        aria-valuetext=${reading ? readOut(reading) : 'nothing read'}
        aria-description="Arrow keys read the lines, plus and minus zoom, 0 shows all."
        @pointerdown=${(event: PointerEvent) => this.startDrag(event)}
        @pointermove=${(event: PointerEvent) => this.movePointer(event)}
        @pointerup=${(event: PointerEvent) => this.endDrag(event)}
        @pointercancel=${() => this.forgetDrag()}
        @pointerleave=${() => this.leave()}
        @dblclick=${() => this.send({ place: view.place })}
        @keydown=${(event: KeyboardEvent) => this.pressKey(event)}
      >
        ${dragged ? html`<div class="dragged" .style=${`left:${this.percent(dragged.from)};width:calc(${this.percent(dragged.to)} - ${this.percent(dragged.from)})`}></div>` : nothing}
        ${view.place !== undefined && reading ? this.renderReading(view.place, reading) : nothing}
      </div>
    `;
  }

  private renderReading(place: number, { title, values }: ChartReading): TemplateResult | typeof nothing {
    const { from, to } = this.content.range;
    if (place < from || place > to) return nothing;
    const isRight = place > (from + to) / 2;
    return html`<div class="crosshair" .style=${`left:${this.percent(place)}`}></div>
      <div class="reading ${isRight ? 'before' : ''}" .style=${isRight ? `right:calc(100% - ${this.percent(place)})` : `left:${this.percent(place)}`}>
        <strong>${title}</strong>
        ${values.map(({ line, name, value }) => html`<span class="key ${line}"></span><span>${name}</span><span class="value">${value.toFixed(4)}</span>`)}
      </div>`;
  }

  /** Where a place is on the surface. */
  private percent(place: number): string {
    const { from, to } = this.content.range;
    return `${((place - from) / (to - from)) * 100}%`;
  }

  private placeOf(clientX: number): number {
    const { from, to } = this.content.range;
    const { left, width } = this.surface.getBoundingClientRect();
    return from + Math.min(1, Math.max(0, (clientX - left) / width)) * (to - from);
  }

  private startDrag(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    this.dragStart = event.clientX;
    this.surface.setPointerCapture(event.pointerId);
  }

  private movePointer(event: PointerEvent): void {
    const place = this.placeOf(event.clientX);
    const { dragStart } = this;
    if (dragStart !== undefined && Math.abs(event.clientX - dragStart) >= smallestDrag) this.dragged = rangeBetween(this.placeOf(dragStart), place, this.length);
    this.send({ ...this.view, place: snapToEpoch(place, this.content.range) });
  }

  private endDrag(event: PointerEvent): void {
    this.surface.releasePointerCapture(event.pointerId);
    const { dragged } = this;
    this.forgetDrag();
    if (dragged) this.send({ place: this.view.place, range: partOf(dragged, this.length) });
  }

  private forgetDrag(): void {
    this.dragStart = undefined;
    this.dragged = undefined;
  }

  private leave(): void {
    if (this.dragStart === undefined) this.send({ range: this.view.range });
  }

  private pressKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && this.dragged) return this.forgetDrag();
    const next = viewAfterKey(this.view, event.key, this.length);
    if (!next) return;
    event.preventDefault();
    this.send(next);
  }

  private send(view: ChartView): void {
    this.dispatchEvent(new CustomEvent<ChartView>('chart-view', { detail: view, bubbles: true, composed: true }));
  }
}

function readOut({ title, values }: ChartReading): string {
  return `${title}: ${values.map(({ name, value }) => `${name} ${value.toFixed(4)}`).join('; ')}`;
}
