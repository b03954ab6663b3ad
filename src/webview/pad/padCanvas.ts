import { readThemeColours } from '../theme/themeColours';
import { drawPixels, inkColour } from './drawPixels';
import type { PadContent } from './padContent';
import { drawStroke } from './strokePath';

/** Draws a pad's content on its canvas. A stroke that only grew is drawn on, all else anew. */
export class PadCanvas {
  private drawn: { readonly content: PadContent; readonly penWidth: number; readonly points: number } | undefined;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  /** `penWidth` is a share of the pad's side. */
  draw(content: PadContent, penWidth: number): void {
    const context = this.canvas.getContext('2d');
    const side = this.canvas.width;
    if (!context || side === 0) return;
    const { drawn } = this;
    const pen = { side, width: penWidth * side };
    const last = content.strokes.at(-1);
    if (drawn?.content === content && drawn.penWidth === penWidth) {
      if (last) drawStroke(context, pen, last, drawn.points);
    } else {
      const colours = readThemeColours();
      context.fillStyle = colours.paper;
      context.fillRect(0, 0, side, side);
      const { image } = content;
      if (image) drawPixels(context, side, (index) => inkColour(colours.ink, (image[index] ?? 0) / 255));
      context.strokeStyle = colours.ink;
      context.fillStyle = colours.ink;
      for (const stroke of content.strokes) drawStroke(context, pen, stroke);
    }
    this.drawn = { content, penWidth, points: last?.length ?? 0 };
  }

  /** The next drawing begins with blank paper: the size or the theme changed, or what was drawn piece by piece is whole. */
  invalidate(): void {
    this.drawn = undefined;
  }
}
