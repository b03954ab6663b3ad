import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { drawPixels } from '../pad/drawPixels';
import { SquareCanvas } from '../pad/squareCanvas';
import { sharedStyles } from '../theme/styles';
import { readThemeColours } from '../theme/themeColours';

/** `[784]` numbers as a picture: blue where they are above zero, red below, paper at zero. Its words are its parent's. */
@customElement('mnist-evidence-picture')
export class EvidencePicture extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        aspect-ratio: 1;
        background: var(--paper);
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  @property({ attribute: false }) accessor values: Float32Array | undefined;
  /** The number, above zero, that has the full colour. */
  @property({ type: Number }) accessor scale = 1;

  @query('canvas') private accessor canvas!: HTMLCanvasElement;
  private readonly square = new SquareCanvas(this, () => this.canvas, (context, side) => this.draw(context, side));

  override render(): TemplateResult {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('values') || changed.has('scale')) this.square.redraw();
  }

  private draw(context: CanvasRenderingContext2D, side: number): void {
    const { blue, red } = readThemeColours();
    context.clearRect(0, 0, side, side);
    const shareOf = (index: number) => (this.values?.[index] ?? 0) / this.scale;
    drawPixels(context, side, blue, shareOf);
    drawPixels(context, side, red, (index) => -shareOf(index));
  }
}
