import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import './rateChart';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RunConfiguration } from '../../core/configuration';
import { describeSearch, searchSteps, type RateSearch } from '../../core/learningRateFinder';
import type { Destination, LabState, RateSearchState } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { lineKeyStyles } from './lineKeyStyles';
import { plainTableStyles } from './plainTableStyles';
import { rateFinderStyles } from './rateFinderStyles';
import { renderRateTable } from './rateTable';
import { describeFound, describeOutdated, describeSearched, describeSearching, finderPurpose } from './rateWords';

/** The learning-rate finder of the next run: a search, its chart, and the rate that it suggests. */
@customElement('mnist-rate-finder')
export class RateFinder extends LabElement {
  static override styles = [sharedStyles, lineKeyStyles, plainTableStyles, rateFinderStyles];

  @property({ attribute: false }) accessor destination: Destination | undefined;

  @state() private accessor showsTable = false;
  private shown: RateSearchState | undefined;
  private search: RateSearch | undefined;

  protected override willUpdate(): void {
    const shown = this.state?.rateSearch;
    if (shown === this.shown) return;
    this.shown = shown;
    this.search = shown && describeSearch(shown.losses);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('destination') && this.destination?.train === 'rateFinder') requestAnimationFrame(() => this.scrollIntoView({ block: 'nearest' }));
  }

  override render(): TemplateResult {
    const { state: lab, shown, search } = this;
    if (!lab) return html``;
    return html`<section aria-label="Find Learning Rate">
      <header>
        <h3>Find Learning Rate</h3>
        ${search && search.losses.length > 0 ? this.renderTableButton() : nothing}
      </header>
      ${shown && search ? this.renderSearch(lab, shown, search) : html`<p class="hint">${finderPurpose}</p>`} ${shown?.phase === 'searching' ? nothing : this.renderStart(lab, shown)}
      <p class="screen-reader" role="status">${shown?.phase === 'done' ? describeFound(search ?? describeSearch([])) : nothing}</p>
    </section>`;
  }

  private renderSearch(lab: LabState, { phase, configuration, problem }: RateSearchState, search: RateSearch): TemplateResult {
    const next = lab.next.configuration;
    const outdated = phase === 'searching' ? undefined : describeOutdated(configuration, next);
    return html`
      ${phase === 'searching' ? this.renderProgress(search) : nothing} ${problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
      ${search.losses.length === 0 ? nothing : this.renderChart(search, next?.optimizer.learningRate)} ${phase === 'done' ? html`<p class="hint">${describeFound(search)}</p>` : nothing}
      <p class="hint">For ${describeSearched(configuration)}.</p>
      ${outdated === undefined ? nothing : html`<p class="hint outdated"><vscode-icon name="warning" size="14"></vscode-icon>${outdated}</p>`}
    `;
  }

  private renderProgress(search: RateSearch): TemplateResult {
    const share = search.losses.length / searchSteps;
    return html`<div class="bar" role="progressbar" aria-label="Finding a learning rate" aria-valuenow=${Math.round(100 * share)}><div .style=${`transform:scaleX(${share})`}></div></div>
      <div class="progress">
        <span class="secondary figures">${describeSearching(search)}</span>
        <vscode-button secondary icon="debug-stop" @click=${() => void this.ask('stopSearch', null)}>Stop</vscode-button>
      </div>`;
  }

  private renderChart(search: RateSearch, nextRate: number | undefined): TemplateResult {
    if (this.showsTable) return html`<div class="table" tabindex="0" role="region" aria-label="Loss by learning rate, table">${renderRateTable(search)}</div>`;
    return html`
      <div class="legend secondary" aria-hidden="true"><span><span class="key"></span>loss, smoothed</span><span><span class="key raw"></span>of each batch</span></div>
      <mnist-rate-chart .search=${search} .nextRate=${nextRate}></mnist-rate-chart>
      <p class="hint axis" aria-hidden="true">learning rate</p>
    `;
  }

  private renderStart({ activity, next }: LabState, shown: RateSearchState | undefined): TemplateResult {
    const suggestion = this.search?.suggestion;
    const isIdle = activity === 'idle';
    return html`<div class="actions">
        ${!shown || suggestion === undefined ? nothing : this.renderUse(suggestion, shown.configuration, next.configuration)}
        <vscode-button secondary ?disabled=${!isIdle || !next.configuration} @click=${() => void this.ask('findLearningRate', null)}>${shown ? 'Search Again' : 'Find Learning Rate'}</vscode-button>
      </div>
      ${isIdle ? nothing : html`<p class="hint">A run goes on: it can be searched for after its end.</p>`}`;
  }

  private renderUse(learningRate: number, searched: RunConfiguration, next: RunConfiguration | undefined): TemplateResult {
    const isUsed = learningRate === next?.optimizer.learningRate;
    return html`<vscode-button ?secondary=${describeOutdated(searched, next) !== undefined} ?disabled=${isUsed || !next} @click=${() => next && void this.ask('changeNextRun', { optimizer: { ...next.optimizer, learningRate } })}
      >${isUsed ? `${learningRate} is used` : `Use ${learningRate}`}</vscode-button
    >`;
  }

  private renderTableButton(): TemplateResult {
    return html`<button class="icon" title="Show as table" aria-label="Learning rates as table" aria-pressed=${this.showsTable} @click=${() => (this.showsTable = !this.showsTable)}>
      <vscode-icon name="table"></vscode-icon>
    </button>`;
  }
}
