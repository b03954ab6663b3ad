import '../components/statusLine';
import './runCharts';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';

/** The tab Train: how the run goes, in numbers and charts, and by what it trains. */
@customElement('mnist-train-tab')
export class TrainTab extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 16px;
        box-sizing: border-box;
        min-height: 100%;
        padding: 16px;
      }
      mnist-run-charts {
        flex: 1;
      }
    `,
  ];

  override render(): TemplateResult {
    const { state: lab, store, active } = this;
    if (!lab) return html`<p class="secondary">Loading.</p>`;
    return html`
      <mnist-status-line .store=${store} .active=${active}></mnist-status-line>
      <mnist-run-charts .store=${store} .active=${active}></mnist-run-charts>
    `;
  }
}
