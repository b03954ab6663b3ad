import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '../components/epochAnnouncer';
import '../components/otherRun';
import '../components/paceControl';
import '../components/recipePicker';
import '../components/runButtons';
import '../components/statusLine';
import '../pad/smallPad';
import './accuracyCurve';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { LabState, TestReport } from '../../protocol/labContract';
import { firstSentence } from '../components/firstSentence';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { trainViewStyles } from './trainViewStyles';

/** The sidebar's view Train: what to train by, how it goes, and a pad to try it on. */
@customElement('mnist-train-view')
export class TrainView extends LabElement {
  static override styles = [sharedStyles, trainViewStyles];

  @state() private accessor problem: string | undefined;

  showError(message: string): void {
    this.problem = message;
  }

  override render(): TemplateResult {
    const { state: lab, store } = this;
    return html`
      ${this.problem === undefined ? nothing : this.renderProblem(this.problem)} ${lab ? this.renderView(lab) : nothing}
      <mnist-epoch-announcer .store=${store}></mnist-epoch-announcer>
    `;
  }

  private renderView(lab: LabState): TemplateResult {
    const { store } = this;
    const hasResults = lab.run !== undefined || lab.activity !== 'idle';
    return html`<main class=${hasResults ? '' : 'empty'}>
      <section class="controls" aria-label="Train">
        <mnist-recipe-picker .store=${store}></mnist-recipe-picker>
        ${lab.next.problem === undefined ? nothing : html`<p class="problem"><vscode-icon name="error"></vscode-icon>${lab.next.problem}</p>`}
        <mnist-run-buttons follow-up .store=${store}></mnist-run-buttons>
        <mnist-status-line .store=${store}></mnist-status-line>
        <mnist-pace-control .store=${store}></mnist-pace-control>
        <mnist-other-run .store=${store}></mnist-other-run>
      </section>
      ${hasResults ? this.renderResults(lab) : nothing}
      <mnist-small-pad .store=${store}></mnist-small-pad>
      <footer>${this.renderFooter(lab)}</footer>
    </main>`;
  }

  private renderResults({ run, report }: LabState): TemplateResult {
    const record = run?.history.at(-1);
    return html`<section class="results" aria-label="Results">
      <dl class="numbers">
        <div>
          <dt class="secondary" title="Share of the images kept aside that it reads correctly.">Validation accuracy</dt>
          <dd class="number">${record?.valAccuracy.toFixed(4) ?? '–'}</dd>
        </div>
        <div>
          <dt class="secondary" title="How surprised it is by the right answers. Lower is better.">Loss</dt>
          <dd class="number">${record?.valLoss.toFixed(4) ?? '–'}</dd>
        </div>
      </dl>
      <mnist-accuracy-curve .store=${this.store}></mnist-accuracy-curve>
      ${report ? this.renderReport(report) : nothing}
    </section>`;
  }

  private renderReport({ evaluation, position, stale }: TestReport): TemplateResult {
    const of = stale ? ` (epoch ${position.epoch}; the weights have moved on)` : '';
    return html`<button class="link secondary figures" @click=${() => this.navigate({ tab: 'evaluate' })}>
      Test: accuracy ${evaluation.accuracy.toFixed(4)}, loss ${evaluation.loss.toFixed(4)}${of}
    </button>`;
  }

  private renderFooter({ engine, note }: LabState): TemplateResult {
    return html`
      <button class="link" @click=${() => this.navigate({ tab: 'train' })}>Open Lab</button>
      ${engine ? html`<span class="hint">Engine: <button class="link" title="Select Engine" @click=${() => void this.ask('selectEngine', null)}>${engine.description}</button>; ${firstSentence(engine.reason)}</span>` : nothing}
      ${note === undefined ? nothing : html`<span class="hint">${note}</span>`}
    `;
  }

  private renderProblem(problem: string): TemplateResult {
    return html`<div class="problem" role="alert">
      <vscode-icon name="error"></vscode-icon>
      <span>${problem} <button class="link" @click=${() => void this.ask('showLog', null)}>Show Log</button></span>
      <button class="icon" title="Dismiss" aria-label="Dismiss" @click=${() => (this.problem = undefined)}><vscode-icon name="close"></vscode-icon></button>
    </div>`;
  }
}
