import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { ClassMetrics } from '../../core/classMetrics';
import { formatCount } from '../../core/formatCount';
import { sharedStyles } from '../theme/styles';
import { CellEvent } from './cell';
import { explainMetrics } from './explainMetrics';
import { moveAmong } from '../components/movingFocus';
import { tableStyles } from './tableStyles';

/** Recall below this is called low. */
const lowRecall = 0.75;

/** Precision, recall and F1 of each digit, and what that means for the selected one. Selecting a digit selects its cell on the diagonal. */
@customElement('mnist-digit-table')
export class DigitTable extends LitElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      .bar {
        width: 48px;
      }
      th.measure {
        width: 25%;
      }
      .low {
        color: var(--vscode-charts-red);
        font-weight: 700;
      }
      /* Red on the selection's background has too little contrast. */
      tr.selected .low {
        color: inherit;
      }
      .low vscode-icon {
        margin-right: 4px;
        color: inherit;
        vertical-align: -3px;
      }
      p {
        margin-top: 12px;
      }
      @container (max-width: 560px) {
        .bar {
          width: 24px;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor metrics: readonly ClassMetrics[] = [];
  @property({ attribute: false }) accessor selected = 0;

  override render(): TemplateResult {
    const chosen = this.metrics[this.selected];
    return html`
      <table aria-label="Each digit" @keydown=${(event: KeyboardEvent) => this.move(event)}>
        <thead>
          <tr>
            <th scope="col">Digit</th>
            <th scope="col" class="number-column measure">Precision</th>
            <th scope="col" class="number-column measure">Recall</th>
            <th scope="col" class="number-column">F1</th>
            <th scope="col" class="number-column">Images</th>
          </tr>
        </thead>
        <tbody>
          ${this.metrics.map((metrics) => this.renderRow(metrics))}
        </tbody>
      </table>
      ${chosen ? html`<p class="secondary">${explainMetrics(chosen)}</p>` : nothing}
    `;
  }

  private renderRow({ digit, precision, recall, f1, support }: ClassMetrics): TemplateResult {
    const isSelected = digit === this.selected;
    const isLow = recall < lowRecall;
    return html`<tr class=${classMap({ selected: isSelected })} @click=${() => this.select(digit)}>
      <th scope="row"><button aria-pressed=${isSelected} tabindex=${isSelected ? 0 : -1} aria-label="Digit ${digit}">${digit}</button></th>
      <td class="number-column">${precision.toFixed(3)}${renderBar(precision)}</td>
      <td class="number-column">
        <span class=${classMap({ low: isLow })}>${isLow ? html`<vscode-icon name="warning" label="Low"></vscode-icon>` : nothing}${recall.toFixed(3)}</span>${renderBar(recall)}
      </td>
      <td class="number-column">${f1.toFixed(3)}</td>
      <td class="number-column faint">${formatCount(support)}</td>
    </tr>`;
  }

  private move(event: KeyboardEvent): void {
    const next = moveAmong(this.metrics.length, this.selected, event.key, 1);
    if (next === undefined) return;
    event.preventDefault();
    this.select(next);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('button[tabindex="0"]')?.focus());
  }

  private select(digit: number): void {
    this.dispatchEvent(new CellEvent('cell-select', { label: digit, predicted: digit }));
  }
}

/** A share as a bar, for who reads a column at a glance. */
function renderBar(share: number): TemplateResult {
  return html`<span class="bar" aria-hidden="true"><span .style=${`width: ${100 * share}%`}></span></span>`;
}
