import '@vscode-elements/elements/dist/vscode-icon/index.js';
import './digitGallery';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { TestReport } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { CellEvent, describeCell, filterOf, type Cell } from './cell';
import type { ImageOpenEvent } from './digitGallery';
import { countImages } from './reportWords';

/** As many as three rows beneath the matrix take; Samples has the rest. */
const most = 27;

interface Loaded {
  readonly report: TestReport;
  readonly cell: Cell;
  readonly indices: Int32Array;
  readonly images: Uint8Array;
}

/** The first images of the selected cell. */
@customElement('mnist-cell-images')
export class CellImages extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        --picture: 42px;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 22px;
        margin-bottom: 8px;
      }
      header button {
        margin-left: auto;
      }
      .pictures {
        min-height: 140px;
      }
      @container (min-width: 780px) and (max-width: 1100px) {
        .pictures {
          min-height: 92px;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor report!: TestReport;
  @property({ attribute: false }) accessor cell!: Cell;
  @state() private accessor loaded: Loaded | undefined;
  private asked: Pick<Loaded, 'report' | 'cell'> | undefined;

  protected override updated(): void {
    const { report, cell } = this;
    if (isSame(this.asked, { report, cell })) return;
    this.asked = { report, cell };
    void this.load(this.asked);
  }

  override render(): TemplateResult {
    const { cell, report } = this;
    const count = report.evaluation.confusion[cell.label]?.[cell.predicted] ?? 0;
    const loaded = this.loaded && isSame(this.loaded, { report, cell }) ? this.loaded : undefined;
    const items = [...(loaded?.indices ?? [])].map((index) => ({ index, name: `Test image ${index}` }));
    return html`
      <header>
        <h2>${describeCell(cell)}</h2>
        <span class="secondary figures">${countImages(count)}</span>
        <button class="icon" title="Open in Samples" aria-label="Open in Samples" ?disabled=${count === 0} @click=${() => this.dispatchEvent(new CellEvent('cell-open', cell))}>
          <vscode-icon name="go-to-file"></vscode-icon>
        </button>
      </header>
      <div class="pictures">
        ${count === 0
          ? html`<p class="secondary">No ${cell.label} was read as ${cell.predicted}.</p>`
          : html`<mnist-digit-gallery name=${describeCell(cell)} .items=${items} .images=${loaded?.images} @image-open=${(event: ImageOpenEvent) => this.open(event.index)}></mnist-digit-gallery>`}
      </div>
    `;
  }

  private async load(wanted: Pick<Loaded, 'report' | 'cell'>): Promise<void> {
    const found = await this.ask('browse', { set: 'test', filter: filterOf(wanted.cell) });
    const indices = found?.indices.slice(0, most) ?? new Int32Array(0);
    if (wanted !== this.asked || indices.length === 0) return;
    const images = await this.ask('images', { set: 'test', indices });
    if (images && wanted === this.asked) this.loaded = { ...wanted, indices, images };
  }

  private open(index: number): void {
    this.navigate({ tab: 'samples', samples: { set: 'test', filter: filterOf(this.cell), index } });
  }
}

function isSame(one: Pick<Loaded, 'report' | 'cell'> | undefined, other: Pick<Loaded, 'report' | 'cell'>): boolean {
  return one?.report === other.report && one.cell.label === other.cell.label && one.cell.predicted === other.cell.predicted;
}
