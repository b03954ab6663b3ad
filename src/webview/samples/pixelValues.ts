import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { imageColumns, imageRows } from '../../core/layers';
import { inkRamp, type InkRamp } from '../components/digitCanvas';
import { sharedStyles } from '../theme/styles';
import { onThemeChange, readThemeColours } from '../theme/themeColours';
import { formatPixel, type Pixel, type PixelWindow } from './pixelWindow';

/** From this grey on black is easier to read than white: both have a contrast of 4.5 to it. */
const middleGrey = 118;

/** A table of the values in a window of an image, each on the colour it has. Tells of a pixel that is pointed at by `pixel`. */
@customElement('mnist-pixel-values')
export class PixelValues extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      table {
        border-spacing: 0;
        outline: 1px solid var(--line);
        background: var(--paper);
        font-family: var(--vscode-editor-font-family);
        font-size: 11px;
        line-height: 16px;
        table-layout: fixed;
      }
      td {
        box-sizing: border-box;
        width: 28px;
        height: 28px;
        padding: 0;
        text-align: center;
        color: #ffffff;
      }
      td.on-light {
        color: #000000;
      }
      .narrow td {
        width: 22px;
        height: 22px;
        font-size: 9.5px;
      }
      .whole {
        width: 100%;
        max-width: 588px;
      }
      .whole td {
        width: auto;
        height: 20px;
        font-size: clamp(6px, 1.6cqi, 8.5px);
        line-height: 12px;
      }
      td.current {
        outline: 2px solid var(--vscode-contrastActiveBorder, var(--vscode-charts-blue));
        outline-offset: -2px;
      }
    `,
  ];

  @property({ attribute: false }) accessor image: Uint8Array | undefined;
  @property({ attribute: false }) accessor window: PixelWindow = { top: 0, left: 0, size: 7 };
  @property({ attribute: false }) accessor pixel: Pixel = { row: 0, column: 0 };
  @property({ type: Boolean }) accessor asBytes = false;

  private forgetTheme: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.forgetTheme = onThemeChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forgetTheme?.();
  }

  override render(): TemplateResult {
    const { size, top, left } = this.window;
    const rows = Array.from({ length: size }, (_, row) => top + row);
    const columns = Array.from({ length: size }, (_, column) => left + column);
    const ramp = inkRamp(readThemeColours());
    const label = size === imageRows ? 'All values of the image' : `Values of rows ${top} to ${top + size - 1}, columns ${left} to ${left + size - 1}`;
    return html`<table class=${classMap({ narrow: size === 9, whole: size === imageRows })} aria-label=${label}>
      ${rows.map((row) => html`<tr>${columns.map((column) => this.renderValue(row, column, ramp))}</tr>`)}
    </table>`;
  }

  private renderValue(row: number, column: number, ramp: InkRamp): TemplateResult {
    const byte = this.image?.[row * imageColumns + column] ?? 0;
    const isCurrent = row === this.pixel.row && column === this.pixel.column;
    const [red = 0, green = 0, blue = 0] = new Uint8Array(ramp.buffer, byte * 4, 3);
    return html`<td
      class=${classMap({ 'on-light': green >= middleGrey, current: isCurrent })}
      .style=${`background:rgb(${red},${green},${blue})`}
      @click=${() => this.dispatchEvent(new CustomEvent<Pixel>('pixel', { detail: { row, column } }))}
    >${formatPixel(byte, this.asBytes)}</td>`;
  }
}
