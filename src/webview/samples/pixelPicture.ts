import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { imageColumns, imageRows } from '../../core/layers';
import { drawDigit } from '../components/digitCanvas';
import { sharedStyles } from '../theme/styles';
import { onThemeChange, readThemeColours, type ThemeColours } from '../theme/themeColours';
import { pixelAfterKey, type Pixel, type PixelWindow } from './pixelWindow';

/* Sizes in CSS pixels. */
const margin = 20;
const largestPixel = 12;
const smallestPixel = 6;
const tickStep = 4;
const crosshairOpacity = 0.3;

/** An image, large, with its rows and columns numbered, a crosshair and a window around it. Tells of the pixel under the mouse, or that the arrow keys lead to, by `pixel`. */
@customElement('mnist-pixel-picture')
export class PixelPicture extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        min-width: ${margin + smallestPixel * imageColumns}px;
      }
      canvas {
        display: block;
        touch-action: none;
        cursor: crosshair;
      }
    `,
  ];

  @property({ attribute: false }) accessor image: Uint8Array | undefined;
  @property({ attribute: false }) accessor pixel: Pixel = { row: 0, column: 0 };
  @property({ attribute: false }) accessor window: PixelWindow = { top: 0, left: 0, size: 1 };
  @property() accessor label = '';

  @query('canvas') private accessor canvas!: HTMLCanvasElement;

  /** The side of one of the 28 x 28 pixels. */
  private side = largestPixel;
  private readonly digit = document.createElement('canvas');
  private readonly resized = new ResizeObserver(() => this.fit());
  private forgetTheme: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.resized.observe(this);
    this.forgetTheme = onThemeChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.forgetTheme?.();
  }

  override focus(): void {
    this.canvas.focus();
  }

  override render(): TemplateResult {
    return html`<canvas
      role="application"
      aria-label="${this.label}. The arrow keys move the crosshair."
      tabindex="0"
      @pointermove=${(event: PointerEvent) => this.point(event)}
      @pointerdown=${(event: PointerEvent) => this.point(event)}
      @keydown=${(event: KeyboardEvent) => this.move(event)}
    ></canvas>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const colours = readThemeColours();
    if (this.image) drawDigit(this.digit, this.image, colours);
    if (changed.size > 0 || this.image) this.draw(colours);
  }

  private fit(): void {
    const side = Math.floor((this.clientWidth - margin - 1) / imageColumns);
    if (this.clientWidth === 0) return;
    this.side = Math.min(largestPixel, Math.max(smallestPixel, side));
    this.requestUpdate();
  }

  private draw(colours: ThemeColours): void {
    const { canvas, side, image } = this;
    const context = canvas.getContext('2d');
    if (!context) return;
    const length = margin + side * imageColumns + 1;
    canvas.width = canvas.height = Math.round(length * devicePixelRatio);
    canvas.style.width = canvas.style.height = `${length}px`;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.drawTicks(context, colours);
    context.translate(margin, margin);
    context.imageSmoothingEnabled = false;
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, side * imageColumns, side * imageRows);
    if (image) context.drawImage(this.digit, 0, 0, side * imageColumns, side * imageRows);
    context.strokeStyle = colours.border;
    context.strokeRect(-0.5, -0.5, side * imageColumns + 1, side * imageRows + 1);
    this.drawCrosshair(context, colours);
  }

  private drawTicks(context: CanvasRenderingContext2D, { description }: ThemeColours): void {
    const { side } = this;
    context.font = `11px ${getComputedStyle(this).fontFamily}`;
    context.fillStyle = description;
    context.textBaseline = 'middle';
    for (let tick = 0; tick < imageColumns; tick += tickStep) {
      const middle = margin + (tick + 0.5) * side;
      context.textAlign = 'center';
      context.fillText(String(tick), middle, margin / 2 - 1);
      context.textAlign = 'right';
      context.fillText(String(tick), margin - 6, middle + 0.5);
    }
  }

  private drawCrosshair(context: CanvasRenderingContext2D, { blue, focus, isHighContrast }: ThemeColours): void {
    const { side, pixel, window } = this;
    context.fillStyle = blue;
    context.globalAlpha = crosshairOpacity;
    context.fillRect(pixel.column * side, 0, side, imageRows * side);
    context.fillRect(0, pixel.row * side, imageColumns * side, side);
    context.globalAlpha = 1;
    context.strokeStyle = isHighContrast ? focus : blue;
    context.lineWidth = 1;
    if (window.size < imageRows) context.strokeRect(window.left * side - 0.5, window.top * side - 0.5, window.size * side + 1, window.size * side + 1);
    context.lineWidth = 2;
    context.strokeRect(pixel.column * side, pixel.row * side, side, side);
  }

  private point({ offsetX, offsetY }: PointerEvent): void {
    const at = (offset: number, length: number) => Math.min(length - 1, Math.max(0, Math.floor((offset - margin) / this.side)));
    this.tell({ row: at(offsetY, imageRows), column: at(offsetX, imageColumns) });
  }

  private move(event: KeyboardEvent): void {
    const pixel = pixelAfterKey(event.key, this.pixel);
    if (!pixel || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.tell(pixel);
  }

  private tell(pixel: Pixel): void {
    if (pixel.row === this.pixel.row && pixel.column === this.pixel.column) return;
    this.dispatchEvent(new CustomEvent<Pixel>('pixel', { detail: pixel }));
  }
}
