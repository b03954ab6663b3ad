import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import './cellImages';
import './confusedPairs';
import './confusionMatrix';
import './digitTable';
import './testSummary';
import './topLosses';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as v from 'valibot';
import { classMetrics, mostConfused } from '../../core/classMetrics';
import { classCount } from '../../core/layers';
import type { LabState, TestReport } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { keptState } from '../store/vscodeApi';
import { pillStyles } from '../theme/pillStyles';
import { sharedStyles } from '../theme/styles';
import { filterOf, type Cell, type CellEvent } from './cell';
import { evaluateStyles } from './evaluateStyles';
import type { MatrixValues } from './matrixCells';
import { formatMetricsCsv } from './metricsCsv';
import { describeMissing, describeReport, describeStale, describeTarget } from './reportWords';

const digitSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(classCount - 1));
const keptView = keptState(
  'evaluate',
  v.object({ cell: v.optional(v.object({ label: digitSchema, predicted: digitSchema })), values: v.picklist(['counts', 'percent']) }),
  { values: 'counts' },
);
const pairCount = 10;

/** The tab Evaluate: what the weights make of the test set, once someone asks. */
@customElement('mnist-evaluate-tab')
export class EvaluateTab extends LabElement {
  static override styles = [sharedStyles, pillStyles, evaluateStyles];

  @state() private accessor view = keptView.read();

  override render(): TemplateResult {
    const { state: lab } = this;
    if (!lab) return html`<p class="secondary">Loading.</p>`;
    return html`${lab.report ? this.renderReport(lab, lab.report) : this.renderEmpty(lab)}
      <div class="screen-reader" role="status">${lab.isEvaluating ? 'Evaluating' : lab.report ? describeReport(lab.report) : nothing}</div>`;
  }

  private renderEmpty(lab: LabState): TemplateResult {
    const target = describeTarget(lab);
    if (target === undefined) return html`<div class="empty"><h2>Nothing to evaluate yet</h2><p>${describeMissing(lab)}</p></div>`;
    return html`<div class="empty">
      <p>Evaluate shows how well the model reads the 10,000 images of the test set, which it has never met, and where it is wrong.</p>
      <vscode-button icon="beaker" ?disabled=${lab.isEvaluating} @click=${() => void this.ask('evaluate', null)}>${lab.isEvaluating ? 'Evaluating' : 'Evaluate'}</vscode-button>
      <p class="hint">${target}</p>
    </div>`;
  }

  private renderReport(lab: LabState, report: TestReport): TemplateResult {
    const { confusion } = report.evaluation;
    const metrics = classMetrics(confusion);
    const pairs = mostConfused(confusion, pairCount);
    const selected = this.view.cell ?? pairs[0] ?? { label: 0, predicted: 0 };
    return html`
      ${report.stale ? html`<p class="stale"><vscode-icon name="history"></vscode-icon>${describeStale(report, lab)}</p>` : nothing}
      <mnist-test-summary .store=${this.store} .active=${this.active} .report=${report}></mnist-test-summary>
      <div class="parts" @cell-select=${(event: CellEvent) => this.select(event.cell)} @cell-open=${(event: CellEvent) => this.open(event.cell)}>
        <section class="matrix">
          <header>
            <h2>Confusion matrix</h2>
            ${this.renderSwitch()}
            <button class="icon" title="Save as CSV" aria-label="Save as CSV" @click=${() => this.save(report)}><vscode-icon name="save"></vscode-icon></button>
          </header>
          <p class="hint">Row: the label. Column: what the model read. Enter opens a cell's images.</p>
          <mnist-confusion-matrix .confusion=${confusion} .selected=${selected} .values=${this.view.values}></mnist-confusion-matrix>
        </section>
        <section class="digits">
          <header><h2>Each digit</h2></header>
          <mnist-digit-table .metrics=${metrics} .selected=${selected.label}></mnist-digit-table>
        </section>
        <section class="pairs">
          <header><h2>Most confused</h2></header>
          <mnist-confused-pairs .pairs=${pairs} .selected=${selected}></mnist-confused-pairs>
        </section>
        <hr />
        <section class="images"><mnist-cell-images .store=${this.store} .active=${this.active} .report=${report} .cell=${selected}></mnist-cell-images></section>
        <section class="losses">
          <header>
            <h2>Top losses</h2>
            <span class="hint">label → what it read, loss, and the probability it gave to the label</span>
          </header>
          <mnist-top-losses .store=${this.store} .active=${this.active} .report=${report}></mnist-top-losses>
        </section>
      </div>
    `;
  }

  private renderSwitch(): TemplateResult {
    const choice = (values: MatrixValues, name: string) =>
      html`<button aria-pressed=${this.view.values === values} @click=${() => this.keep({ ...this.view, values })}>${name}</button>`;
    return html`<span class="pills" role="group" aria-label="Show">${choice('counts', 'Images')}${choice('percent', '% of row')}</span>`;
  }

  private select(cell: Cell): void {
    this.keep({ ...this.view, cell });
  }

  private keep(view: typeof this.view): void {
    this.view = view;
    keptView.write(view);
  }

  private open(cell: Cell): void {
    this.navigate({ tab: 'samples', samples: { set: 'test', filter: filterOf(cell) } });
  }

  private save({ evaluation, run }: TestReport): void {
    const bytes = new TextEncoder().encode(formatMetricsCsv(evaluation.confusion));
    void this.ask('saveFile', { name: `${run}-test.csv`, kind: 'csv', bytes });
  }
}
