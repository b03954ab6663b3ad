import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import './pixelPicture';
import './pixelValues';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { imageColumns, imageRows } from '../../core/layers';
import { pillStyles } from '../theme/pillStyles';
import { sharedStyles } from '../theme/styles';
import type { PixelPicture } from './pixelPicture';
import { describePixel, seenByModel, windowAround, windowSizes, type Pixel } from './pixelWindow';
import type { InspectorState } from './samplesState';

/** An image, large, and the values of its pixels: those of a window around the crosshair. Tells of its settings by `settings`. */
@customElement('mnist-pixel-inspector')
export class PixelInspector extends LitElement {
  static override styles = [
    sharedStyles,
    pillStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .parts {
        display: grid;
        grid-template-columns: minmax(189px, 357px) minmax(196px, 1fr);
        gap: 8px 16px;
      }
      .side {
        display: flex;
        flex-direction: column;
        gap: 8px;
        padding-top: 20px;
        min-width: 0;
      }
      .whole {
        grid-column: 1 / -1;
      }
      .unit {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      .unit vscode-single-select {
        width: 92px;
      }
      .unit button {
        height: 24px;
        font-size: 12px;
      }
      dl {
        display: flex;
        gap: 16px;
        margin: 0;
      }
      dd {
        margin: 0;
      }
      .hint {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      @container (max-width: 400px) {
        .parts {
          grid-template-columns: minmax(0, 1fr);
        }
        .side {
          padding-top: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor image!: Uint8Array;
  /** What the image is called. */
  @property() accessor name = '';
  @property({ attribute: false }) accessor settings!: InspectorState;

  @query('mnist-pixel-picture') private accessor picture!: PixelPicture;

  override focus(): void {
    this.picture.focus();
  }

  override render(): TemplateResult {
    const { image, settings } = this;
    const { pixel, windowSize } = settings;
    const isWhole = windowSize === imageRows;
    return html`<div class="parts">
      <mnist-pixel-picture .image=${image} .pixel=${pixel} .window=${windowAround(pixel, windowSize)} .label=${this.name} @pixel=${(event: CustomEvent<Pixel>) => this.point(event)}></mnist-pixel-picture>
      <div class="side">${isWhole ? '' : this.renderValues()}${this.renderPixel()}${this.renderUnit()}<div class="hint"><vscode-icon name="move"></vscode-icon>Move with the arrow keys</div></div>
      ${isWhole ? html`<div class="whole">${this.renderValues()}</div>` : ''}
    </div>`;
  }

  private renderValues(): TemplateResult {
    const { pixel, windowSize, asBytes } = this.settings;
    return html`<mnist-pixel-values
      .image=${this.image}
      .pixel=${pixel}
      .window=${windowAround(pixel, windowSize)}
      .asBytes=${asBytes}
      @pixel=${(event: CustomEvent<Pixel>) => this.point(event)}
    ></mnist-pixel-values>`;
  }

  private renderPixel(): TemplateResult {
    const { pixel, asBytes } = this.settings;
    const byte = this.image[pixel.row * imageColumns + pixel.column] ?? 0;
    const field = (name: string, value: string | number) => html`<div><dt class="secondary">${name}</dt><dd class="code">${value}</dd></div>`;
    return html`
      <dl aria-live="polite" aria-atomic="true">${field('row', pixel.row)}${field('column', pixel.column)}${field('value', asBytes ? byte : seenByModel(byte))}</dl>
      <p class="secondary">${describePixel(byte, asBytes)}</p>
    `;
  }

  private renderUnit(): TemplateResult {
    const { windowSize, asBytes } = this.settings;
    const unit = (name: string, ofBytes: boolean, title: string) => html`<button aria-pressed=${asBytes === ofBytes} title=${title} @click=${() => this.change({ asBytes: ofBytes })}>${name}</button>`;
    return html`<div class="unit">
      <vscode-single-select label="Window" .value=${String(windowSize)} @change=${(event: Event) => this.chooseSize(event)}>
        ${windowSizes.map((size) => html`<vscode-option value=${size} ?selected=${size === windowSize}>${size} × ${size}</vscode-option>`)}
      </vscode-single-select>
      <span class="pills" role="group" aria-label="Values">${unit('0..1', false, 'As the model sees them')}${unit('bytes', true, 'As they are in the file')}</span>
    </div>`;
  }

  private chooseSize({ target }: Event): void {
    const value = target instanceof HTMLElement && 'value' in target ? Number(target.value) : undefined;
    const windowSize = windowSizes.find((size) => size === value);
    if (windowSize) this.change({ windowSize });
  }

  private point({ detail }: CustomEvent<Pixel>): void {
    this.change({ pixel: detail });
  }

  private change(changes: Partial<InspectorState>): void {
    this.dispatchEvent(new CustomEvent<InspectorState>('settings', { detail: { ...this.settings, ...changes }, bubbles: true, composed: true }));
  }
}
