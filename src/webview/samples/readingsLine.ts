import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SampleSet } from '../../core/samples';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { describeReadings, type ReadCounts } from './words';

/** Says which weights read the images of a set; with a button where a person has to ask for it. */
@customElement('mnist-readings-line')
export class ReadingsLine extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 26px;
      }
      vscode-icon {
        flex: none;
        color: var(--vscode-charts-yellow);
      }
      vscode-button {
        flex: none;
      }
    `,
  ];

  @property({ attribute: false }) accessor set: SampleSet = 'train';
  @property({ attribute: false }) accessor counts: ReadCounts | undefined;

  override render(): TemplateResult {
    const { state: lab, set, counts } = this;
    if (!lab || !counts) return html``;
    const isOld = set === 'test' && lab.report?.stale === true;
    const canEvaluate = set === 'test' && lab.weights !== undefined && (!lab.report || isOld);
    return html`
      ${isOld ? html`<vscode-icon name="history"></vscode-icon>` : nothing}
      <span class="secondary">${describeReadings(set, lab, counts)}</span>
      ${canEvaluate
        ? html`<vscode-button secondary icon="beaker" ?disabled=${lab.isEvaluating} @click=${() => void this.ask('evaluateQuietly', null)}>${lab.isEvaluating ? 'Evaluating' : isOld ? 'Evaluate Again' : 'Evaluate'}</vscode-button>`
        : nothing}
    `;
  }
}
