import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { sharedStyles } from '../theme/styles';
import { onThemeChange, readThemeColours } from '../theme/themeColours';
import { CellEvent, moveCell, type Cell } from './cell';
import { cellColours, cellPalette, type CellPalette } from './cellColours';
import { formatColour } from './colour';
import { matrixCells, type MatrixCell, type MatrixValues } from './matrixCells';
import { matrixStyles } from './matrixStyles';

/**
 * The confusion matrix as a grid of buttons: labels downwards, what the model read across. A click or the arrow keys select
 * a cell; Enter or a double click opens its images.
 */
@customElement('mnist-confusion-matrix')
export class ConfusionMatrix extends LitElement {
  static override styles = [sharedStyles, matrixStyles];

  @property({ attribute: false }) accessor confusion: readonly (readonly number[])[] = [];
  @property({ attribute: false }) accessor selected: Cell = { label: 0, predicted: 0 };
  @property({ attribute: false }) accessor values: MatrixValues = 'counts';
  @state() private accessor pointed: Cell | undefined;
  private unlisten: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unlisten = onThemeChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unlisten?.();
  }

  override render(): TemplateResult {
    const colours = readThemeColours();
    // High contrast says it by border and weight.
    const palette = colours.isHighContrast ? undefined : cellPalette(colours);
    const rows = matrixCells(this.confusion, this.values);
    const cross = this.pointed ?? this.selected;
    return html`
      <table role="grid" aria-label="Confusion matrix" @keydown=${(event: KeyboardEvent) => this.move(event)} @pointerleave=${() => (this.pointed = undefined)}>
        <thead>
          <tr>
            <td class="corner"></td>
            ${rows.map((_, digit) => html`<th scope="col" class=${classMap({ crossed: digit === cross.predicted })}>${digit}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row, label) => html`<tr>
              <th scope="row" class=${classMap({ crossed: label === cross.label })}>${label}</th>
              ${row.map((cell) => this.renderCell(cell, palette, cross))}
            </tr>`,
          )}
        </tbody>
      </table>
    `;
  }

  private renderCell(cell: MatrixCell, palette: CellPalette | undefined, cross: Cell): TemplateResult {
    const { kind, strength, name } = cell;
    const isSelected = cell.label === this.selected.label && cell.predicted === this.selected.predicted;
    const isCrossed = cell.label === cross.label || cell.predicted === cross.predicted;
    const classes = { [kind]: true, crossed: isCrossed, heavy: strength >= 3 / 4, medium: strength >= 1 / 2 };
    const colours = palette && cellColours(palette, kind, strength);
    return html`<td role="gridcell" aria-selected=${isSelected}>
      <button
        class=${classMap(classes)}
        .style=${colours ? `background: ${formatColour(colours.background)}; color: ${formatColour(colours.text)}` : ''}
        tabindex=${isSelected ? 0 : -1}
        aria-label=${name}
        title=${name}
        @click=${() => this.select(cell)}
        @dblclick=${() => this.open(cell)}
        @pointerenter=${() => (this.pointed = cell)}
      >
        ${cell.text}
      </button>
    </td>`;
  }

  private move(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.open(this.selected);
      return;
    }
    const next = moveCell(this.selected, event.key, event.ctrlKey || event.metaKey);
    if (!next) return;
    event.preventDefault();
    this.pointed = undefined;
    this.select(next);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('button[tabindex="0"]')?.focus());
  }

  private select({ label, predicted }: Cell): void {
    this.dispatchEvent(new CellEvent('cell-select', { label, predicted }));
  }

  private open({ label, predicted }: Cell): void {
    this.dispatchEvent(new CellEvent('cell-open', { label, predicted }));
  }
}
