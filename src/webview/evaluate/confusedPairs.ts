import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { ConfusedPair } from '../../core/classMetrics';
import { formatCount } from '../../core/formatCount';
import { sharedStyles } from '../theme/styles';
import { CellEvent, describeCell, type Cell } from './cell';
import { moveAmong } from '../components/movingFocus';
import { countImages } from './reportWords';
import { tableStyles } from './tableStyles';

/** The most frequent mistakes, largest first. Selecting one selects its cell in the matrix. */
@customElement('mnist-confused-pairs')
export class ConfusedPairs extends LitElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      :host {
        --bar: var(--vscode-charts-red);
      }
      .bar {
        width: 100%;
        margin-left: 0;
        background: transparent;
      }
      .bar-column {
        width: 40%;
      }
      :host-context(.vscode-high-contrast) .bar {
        border-color: transparent;
      }
    `,
  ];

  @property({ attribute: false }) accessor pairs: readonly ConfusedPair[] = [];
  @property({ attribute: false }) accessor selected: Cell = { label: 0, predicted: 0 };

  override render(): TemplateResult {
    if (this.pairs.length === 0) return html`<p class="secondary">No image was read wrongly.</p>`;
    const largest = this.pairs[0]?.count ?? 1;
    const reachable = Math.max(0, this.selectedPosition());
    return html`<table aria-label="Most confused" @keydown=${(event: KeyboardEvent) => this.move(event)}>
      <thead>
        <tr>
          <th scope="col">Label</th>
          <th scope="col">Read as</th>
          <th scope="col" class="number-column">Images</th>
          <td class="bar-column"></td>
        </tr>
      </thead>
      <tbody>
        ${this.pairs.map((pair, position) => this.renderRow(pair, largest, position === reachable))}
      </tbody>
    </table>`;
  }

  private renderRow(pair: ConfusedPair, largest: number, isReachable: boolean): TemplateResult {
    const { label, predicted, count } = pair;
    const isSelected = label === this.selected.label && predicted === this.selected.predicted;
    return html`<tr class=${classMap({ selected: isSelected })} @click=${() => this.select(pair)}>
      <th scope="row"><button aria-pressed=${isSelected} tabindex=${isReachable ? 0 : -1} aria-label="${describeCell(pair)}: ${countImages(count)}">${label}</button></th>
      <td>${predicted}</td>
      <td class="number-column">${formatCount(count)}</td>
      <td><span class="bar" aria-hidden="true"><span .style=${`width: ${(100 * count) / largest}%`}></span></span></td>
    </tr>`;
  }

  private selectedPosition(): number {
    return this.pairs.findIndex(({ label, predicted }) => label === this.selected.label && predicted === this.selected.predicted);
  }

  private move(event: KeyboardEvent): void {
    const next = moveAmong(this.pairs.length, Math.max(0, this.selectedPosition()), event.key, 1);
    const pair = next === undefined ? undefined : this.pairs[next];
    if (!pair) return;
    event.preventDefault();
    this.select(pair);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('button[tabindex="0"]')?.focus());
  }

  private select({ label, predicted }: ConfusedPair): void {
    this.dispatchEvent(new CellEvent('cell-select', { label, predicted }));
  }
}
