import { imageColumns, imageRows } from '../../core/layers';
import { inkRamp, writeDigit, type InkRamp } from '../components/digitCanvas';
import type { ThemeColours } from '../theme/themeColours';
import { captionInk, CaptionSprites, captionWidth, pickedCaptionInk } from './captionSprites';
import { imageSize, rowHeight, type GalleryLayout, type PositionRange } from './galleryLayout';
import type { TileReading } from './readingsTable';

/* Sizes of a tile in CSS pixels: a frame for the picked one, in it the image, its border, and the caption below. */
const frameWidth = imageSize + 8;
const frameHeight = rowHeight - 6;
const imageInset = 4;
const captionTop = imageInset + imageSize + 4;
const frameCorner = 4;

/** What is drawn at a position. Without an image its place stays empty paper. */
export interface Tile {
  readonly image: Uint8Array | undefined;
  readonly reading: TileReading | undefined;
}

/** What is in sight, and where it is scrolled. */
export interface Scene {
  readonly layout: GalleryLayout;
  readonly range: PositionRange;
  readonly scrollTop: number;
  readonly pickedPosition: number | undefined;
  tile(position: number): Tile;
}

/** Draws tiles on one canvas. All images are written into one small picture first, from which each is drawn enlarged. */
export class GalleryPainter {
  private readonly context: CanvasRenderingContext2D;
  private readonly sheet: CanvasRenderingContext2D;
  private sheetPicture: ImageData | undefined;
  private pixelRatio = 1;
  private look: { readonly colours: ThemeColours; readonly ramp: InkRamp; readonly captions: CaptionSprites; readonly pickedCaptions: CaptionSprites } | undefined;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.context = contextOf(canvas);
    this.sheet = contextOf(document.createElement('canvas'));
  }

  setTheme(colours: ThemeColours, fontFamily: string): void {
    const { pixelRatio } = this;
    const captions = new CaptionSprites(captionInk(colours, fontFamily), pixelRatio);
    const pickedCaptions = new CaptionSprites(pickedCaptionInk(colours, fontFamily), pixelRatio);
    this.look = { colours, ramp: inkRamp(colours), captions, pickedCaptions };
  }

  /** Sizes in CSS pixels. Captions are drawn anew by `setTheme` where the ratio changed. */
  resize(width: number, height: number, pixelRatio: number): void {
    this.pixelRatio = pixelRatio;
    this.canvas.width = Math.round(width * pixelRatio);
    this.canvas.height = Math.round(height * pixelRatio);
  }

  paint(scene: Scene): void {
    const { context, canvas, look } = this;
    if (!look) return;
    const { layout, range, scrollTop, pickedPosition } = scene;
    const tiles = Array.from({ length: range.end - range.first }, (_, place) => scene.tile(range.first + place));
    this.writeSheet(tiles, layout.columns, look.ramp);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = false;
    const device = (length: number) => Math.round(length * this.pixelRatio);
    tiles.forEach(({ image, reading }, place) => {
      const column = place % layout.columns;
      const row = Math.floor(place / layout.columns);
      const left = column * layout.columnWidth;
      const top = (Math.floor(range.first / layout.columns) + row) * rowHeight - scrollTop;
      const isPicked = range.first + place === pickedPosition;
      if (isPicked) this.drawFrame(left, top, look.colours);
      const [x, y, size] = [device(left + imageInset), device(top + imageInset), device(imageSize)];
      const line = Math.max(1, device(1));
      context.fillStyle = look.colours.border;
      context.fillRect(x - line, y - line, size + 2 * line, size + 2 * line);
      context.fillStyle = look.colours.paper;
      context.fillRect(x, y, size, size);
      if (image) context.drawImage(this.sheet.canvas, column * imageColumns, row * imageRows, imageColumns, imageRows, x, y, size, size);
      const captions = isPicked ? look.pickedCaptions : look.captions;
      if (reading) captions.draw(context, reading, device(left + (frameWidth - captionWidth) / 2), device(top + captionTop));
    });
  }

  private writeSheet(tiles: readonly Tile[], columns: number, ramp: InkRamp): void {
    const { sheet } = this;
    const [width, height] = [columns * imageColumns, Math.max(1, Math.ceil(tiles.length / columns)) * imageRows];
    if (this.sheetPicture?.width !== width || this.sheetPicture.height !== height) {
      this.sheetPicture = new ImageData(width, height);
      sheet.canvas.width = width;
      sheet.canvas.height = height;
    }
    const pixels = new Uint32Array(this.sheetPicture.data.buffer);
    tiles.forEach(({ image }, place) => {
      if (image) writeDigit(pixels, width, (place % columns) * imageColumns, Math.floor(place / columns) * imageRows, image, ramp);
    });
    sheet.putImageData(this.sheetPicture, 0, 0);
  }

  private drawFrame(left: number, top: number, { selection, focus }: ThemeColours): void {
    const { context, pixelRatio } = this;
    const inset = 0.5;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.beginPath();
    context.roundRect(left + inset, top + inset, frameWidth - 2 * inset, frameHeight - 2 * inset, frameCorner);
    context.fillStyle = selection;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = focus;
    context.stroke();
    context.setTransform(1, 0, 0, 1, 0, 0);
  }
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws on no canvas');
  return context;
}
