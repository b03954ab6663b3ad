import './metricChart';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as v from 'valibot';
import { stepsPerEpoch as countSteps, totalEpochs, trainCount } from '../../core/configuration';
import type { RunSnapshot } from '../../core/run';
import type { LabState } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { keptState } from '../store/vscodeApi';
import { sharedStyles } from '../theme/styles';
import { readChart } from './chartReading';
import { chartSeries } from './chartSeries';
import type { ChartView, RunLength } from './chartView';
import { markersOf } from './markers';
import { accuracyMetric, lossMetric, type Metric } from './metric';
import type { ChartRequest, MetricChart } from './metricChart';
import type { ChartContent } from './metricDrawing';
import { savePicture } from './savePicture';
import { valueAxis } from './valueAxis';
import { ZoomedSteps } from './zoomedSteps';

const keptCharts = keptState('charts', v.object({ isLogarithmic: v.boolean(), tables: v.array(v.picklist(['loss', 'accuracy'])) }), { isLogarithmic: false, tables: [] });
const metrics = [lossMetric, accuracyMetric];
/** As many columns of batches as a chart has pixels across, or nearly. */
const mostColumns = 400;

/** Loss and accuracy over the run, side by side: zoomed together, and read at one place. */
@customElement('mnist-run-charts')
export class RunCharts extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        grid-auto-rows: auto auto auto minmax(220px, 1fr);
        gap: 0 16px;
      }
      @container (max-width: 700px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        mnist-metric-chart + mnist-metric-chart {
          margin-top: 16px;
        }
      }
    `,
  ];

  @state() private accessor place: number | undefined;
  @state() private accessor range: ChartView['range'];
  @state() private accessor kept = keptCharts.read();
  private runId: string | undefined;
  private contents: readonly ChartContent[] = [];
  private readonly zoomed = new ZoomedSteps(
    (part) => this.store.client.call('steps', part),
    () => this.requestUpdate(),
    (error) => this.tell(error),
  );

  protected override willUpdate(changed: PropertyValues): void {
    const { state: lab } = this;
    if (!lab) return;
    // A place that moves over the charts leaves their lines as they are.
    const isOnlyPlace = changed.size === 1 && changed.has('place') && this.contents.length > 0;
    if (isOnlyPlace) return;
    if (lab.run?.run.id !== this.runId) {
      this.runId = lab.run?.run.id;
      this.range = undefined;
      this.place = undefined;
    }
    this.contents = this.makeContents(lab);
  }

  override render(): TemplateResult {
    const { state: lab } = this;
    if (!lab) return html``;
    return html`${metrics.map((metric, index) => this.renderChart(lab, metric, this.contents[index]))}`;
  }

  private renderChart(lab: LabState, metric: Metric, content: ChartContent | undefined): TemplateResult {
    if (!content) return html``;
    const length = lengthOf(lab);
    const history = lab.run?.history ?? [];
    const { place, range } = this;
    const reading = place === undefined || history.length === 0 ? undefined : readChart(place, content.series, history, metric, length.stepsPerEpoch);
    return html`<mnist-metric-chart
      .content=${content}
      .history=${history}
      .length=${length}
      .view=${{ place, range }}
      .reading=${reading}
      .showsTable=${this.kept.tables.includes(metric.id)}
      @chart-view=${({ detail }: CustomEvent<ChartView>) => this.changeView(detail)}
      @chart-request=${(event: CustomEvent<ChartRequest>) => this.answer(event, metric)}
    ></mnist-metric-chart>`;
  }

  private makeContents(lab: LabState): ChartContent[] {
    const { epochs, stepsPerEpoch } = lengthOf(lab);
    const range = this.range ?? { from: 0, to: epochs };
    const steps = this.zoomed.read(lab.run?.run.id ?? '', this.store.steps, this.range, stepsPerEpoch);
    const markers = lab.run ? markersOf(lab.run) : [];
    const isWhole = this.range === undefined;
    return metrics.map((metric) => {
      const isLogarithmic = metric.id === 'loss' && this.kept.isLogarithmic;
      const series = chartSeries(lab.run?.history ?? [], steps, metric, range, mostColumns);
      return { metric, range, isWhole, isLogarithmic, axis: valueAxis(series, { range, isWhole, isLogarithmic, metric: metric.id }), series, markers, stepsPerEpoch };
    });
  }

  private changeView({ place, range }: ChartView): void {
    this.place = place;
    this.range = range;
  }

  private answer({ detail: request, target }: CustomEvent<ChartRequest>, metric: Metric): void {
    switch (request) {
      case 'resetZoom':
        this.range = undefined;
        return;
      case 'toggleLogarithmic':
        return this.keep({ ...this.kept, isLogarithmic: !this.kept.isLogarithmic });
      case 'toggleTable': {
        const others = this.kept.tables.filter((id) => id !== metric.id);
        return this.keep({ ...this.kept, tables: others.length === this.kept.tables.length ? [...others, metric.id] : others });
      }
      case 'savePicture':
        return void this.save((target as MetricChart).picture, metric);
    }
  }

  private keep(kept: typeof this.kept): void {
    this.kept = kept;
    keptCharts.write(kept);
  }

  private async save(picture: HTMLCanvasElement | null, metric: Metric): Promise<void> {
    const { run } = this.state ?? {};
    if (!picture) return;
    const bytes = await savePicture(picture, metric, run?.run);
    await this.ask('saveFile', { name: `${run?.run.id ?? 'mnist'}-${metric.id}.png`, kind: 'png', bytes });
  }
}

/** Of the run that is shown; before there is one, of the one that Train would make. Axes have some length also where imported weights have no epochs. */
function lengthOf({ run, next }: { readonly run?: RunSnapshot | undefined; readonly next: LabState['next'] }): RunLength {
  if (run) return { epochs: Math.max(1, run.totalEpochs), stepsPerEpoch: run.stepsPerEpoch };
  const { configuration } = next;
  if (!configuration) return { epochs: 1, stepsPerEpoch: 1 };
  return { epochs: totalEpochs(configuration), stepsPerEpoch: countSteps(trainCount(configuration), configuration.batchSize) };
}
