import '../components/otherRun';
import '../components/paceControl';
import '../components/statusLine';
import './configurationPanel';
import './epochTimeline';
import './lastEpochs';
import './numberRow';
import './runCharts';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Destination } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { trainTabStyles } from './trainTabStyles';

/** The tab Train: how the run goes, in numbers and charts, and by what it trains. */
@customElement('mnist-train-tab')
export class TrainTab extends LabElement {
  static override styles = [sharedStyles, trainTabStyles];

  @property({ attribute: false }) accessor destination: Destination | undefined;

  override render(): TemplateResult {
    const { state: lab, store, active, destination } = this;
    if (!lab) return html`<p class="loading secondary">Loading: the extension is asked how things stand.</p>`;
    return html`
      <section class="run" aria-label="Run">
        <div class="head">
          <mnist-status-line wide .store=${store} .active=${active}></mnist-status-line>
          ${lab.run?.phase === 'failed' ? html`<button class="link" @click=${() => void this.ask('showLog', null)}>Show Log</button>` : nothing}
          <mnist-other-run .store=${store} .active=${active}></mnist-other-run>
          <mnist-pace-control .store=${store} .active=${active}></mnist-pace-control>
        </div>
        <mnist-number-row .store=${store} .active=${active}></mnist-number-row>
        <mnist-run-charts .store=${store} .active=${active}></mnist-run-charts>
        ${lab.run ? html`<mnist-epoch-timeline .store=${store} .active=${active}></mnist-epoch-timeline>` : nothing}
      </section>
      <section class="configuration" aria-label="Configuration">
        <mnist-configuration-panel .store=${store} .active=${active} .destination=${destination}></mnist-configuration-panel>
        <mnist-last-epochs .store=${store} .active=${active}></mnist-last-epochs>
      </section>
    `;
  }
}
