import { classCount } from '../../core/layers';
import type { ThemeColours } from '../theme/themeColours';
import type { TileReading } from './readingsTable';

/* All sizes are in CSS pixels. */
export const captionWidth = 56;
export const captionHeight = 16;

/** What captions are drawn with. */
export interface CaptionInk {
  readonly text: string;
  readonly faint: string;
  readonly wrong: string;
  readonly fontFamily: string;
}

/**
 * Every caption that a tile can have, drawn once: text is far slower to draw than a part of a picture. A row for each
 * label, a column for each class that may be read in it, and the last column for an image that was not read.
 */
export class CaptionSprites {
  private readonly picture = document.createElement('canvas');
  private readonly width: number;
  private readonly height: number;

  constructor(ink: CaptionInk, pixelRatio: number) {
    this.width = Math.round(captionWidth * pixelRatio);
    this.height = Math.round(captionHeight * pixelRatio);
    this.picture.width = this.width * (classCount + 1);
    this.picture.height = this.height * classCount;
    const context = this.picture.getContext('2d');
    if (!context) return;
    for (let label = 0; label < classCount; label++) {
      for (let column = 0; column <= classCount; column++) {
        context.setTransform(pixelRatio, 0, 0, pixelRatio, column * this.width, label * this.height);
        drawCaption(context, { label, predicted: column === classCount ? undefined : column }, ink);
      }
    }
  }

  /** Draws a caption with its top left corner at `x` and `y`, in the target's own pixels. */
  draw(target: CanvasRenderingContext2D, { label, predicted }: TileReading, x: number, y: number): void {
    const { width, height } = this;
    target.drawImage(this.picture, (predicted ?? classCount) * width, label * height, width, height, x, y, width, height);
  }
}

export function captionInk({ foreground, description, red }: ThemeColours, fontFamily: string): CaptionInk {
  return { text: foreground, faint: description, wrong: red, fontFamily };
}

/** The caption of a picked tile, whose background is the selection's. */
export function pickedCaptionInk({ selectionForeground }: ThemeColours, fontFamily: string): CaptionInk {
  return { text: selectionForeground, faint: selectionForeground, wrong: selectionForeground, fontFamily };
}

/** "2 → 8" with the wrong 8 in red, "2 ✓" where it is right, "2" where it was not read. */
function drawCaption(context: CanvasRenderingContext2D, { label, predicted }: TileReading, { text, faint, wrong, fontFamily }: CaptionInk): void {
  const middle = captionWidth / 2;
  const baseline = 12;
  const write = (words: string, x: number, colour: string, weight: string) => {
    context.font = `${weight} 12px ${fontFamily}`;
    context.fillStyle = colour;
    context.fillText(words, x, baseline);
  };
  context.textAlign = 'center';
  context.lineWidth = 1.2;
  context.strokeStyle = faint;
  if (predicted === undefined) return write(String(label), middle, text, '400');
  if (predicted === label) {
    write(String(label), middle - 7, text, '400');
    return stroke(context, [middle + 2, 8.5, middle + 4.5, 11, middle + 9, 5]);
  }
  write(String(label), middle - 13, text, '400');
  stroke(context, [middle - 5, 8, middle + 4, 8]);
  stroke(context, [middle + 1, 5, middle + 4, 8, middle + 1, 11]);
  write(String(predicted), middle + 13, wrong, '700');
}

/** A line through points `[x0, y0, x1, y1, ...]`. */
function stroke(context: CanvasRenderingContext2D, points: readonly number[]): void {
  context.beginPath();
  for (let at = 0; at < points.length; at += 2) context.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
  context.stroke();
}
