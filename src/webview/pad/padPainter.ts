import { readThemeColours } from '../theme/themeColours';
import { drawPixels } from './drawPixels';
import type { PadContent } from './padContent';
import { drawStroke } from './strokePath';

/** Draws a pad's content on a canvas. A stroke that only grew is drawn on, all else anew. */
export class PadPainter {
  private drawn: { readonly content: PadContent; readonly penWidth: number; readonly points: number } | undefined;

  /** `penWidth` is a share of the pad's side. */
  paint(context: CanvasRenderingContext2D, side: number, content: PadContent, penWidth: number): void {
    const { drawn } = this;
    const pen = { side, width: penWidth * side };
    const last = content.strokes.at(-1);
    if (drawn?.content === content && drawn.penWidth === penWidth) {
      if (last) drawStroke(context, pen, last, drawn.points);
    } else {
      const { ink, paper } = readThemeColours();
      const { image } = content;
      context.fillStyle = paper;
      context.fillRect(0, 0, side, side);
      if (image) drawPixels(context, side, ink, (index) => (image[index] ?? 0) / 255);
      context.strokeStyle = ink;
      context.fillStyle = ink;
      for (const stroke of content.strokes) drawStroke(context, pen, stroke);
    }
    this.drawn = { content, penWidth, points: last?.length ?? 0 };
  }

  /** The next painting begins with blank paper: the size or the theme changed, or what was drawn piece by piece is whole. */
  startAnew(): void {
    this.drawn = undefined;
  }
}
