import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { PlacedDigit } from '../../core/drawing/placedDigit';
import { imageColumns } from '../../core/layers';
import { drawPixels } from '../pad/drawPixels';
import { SquareCanvas } from '../pad/squareCanvas';
import { sharedStyles } from '../theme/styles';
import { readThemeColours } from '../theme/themeColours';

/** The 28x28 that the network sees, with the box of its ink dashed and a cross at its centre of mass. */
@customElement('mnist-seen-image')
export class SeenImage extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        box-sizing: border-box;
        aspect-ratio: 1;
        border: 1px solid var(--line);
        background: var(--paper);
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  @property({ attribute: false }) accessor digit: PlacedDigit | undefined;

  @query('canvas') private accessor canvas!: HTMLCanvasElement;
  private readonly square = new SquareCanvas(this, () => this.canvas, (context, side) => this.draw(context, side));

  override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.digit ? describe(this.digit) : 'What the network sees: nothing yet'}></canvas>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('digit')) this.square.redraw();
  }

  private draw(context: CanvasRenderingContext2D, side: number): void {
    const colours = readThemeColours();
    context.clearRect(0, 0, side, side);
    if (!this.digit) return;
    const { image, box, centreOfMass } = this.digit;
    drawPixels(context, side, colours.ink, (index) => (image[index] ?? 0) / 255);
    const pixel = side / imageColumns;
    context.strokeStyle = colours.blue;
    context.lineWidth = Math.max(1, Math.round(devicePixelRatio));
    context.setLineDash([4 * context.lineWidth, 3 * context.lineWidth]);
    context.strokeRect(box.left * pixel, box.top * pixel, box.width * pixel, box.height * pixel);
    context.setLineDash([]);
    context.lineWidth *= 2;
    const [x, y, arm] = [centreOfMass.x * pixel, centreOfMass.y * pixel, 0.7 * pixel];
    context.beginPath();
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
    context.stroke();
  }
}

function describe({ box, centreOfMass }: PlacedDigit): string {
  const { x, y } = centreOfMass;
  return `What the network sees: 28 by 28 pixels. The ink's box is ${box.width.toFixed(1)} wide and ${box.height.toFixed(1)} high; its centre of mass is at column ${x.toFixed(1)}, row ${y.toFixed(1)}.`;
}
