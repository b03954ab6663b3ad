import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { onThemeChange } from '../theme/themeColours';

/**
 * Keeps an element's square canvas as fine as the screen, and has it drawn anew when its size or the theme changes. `draw`
 * is given the side in the canvas's own pixels, and whether what was drawn before is gone or no longer right.
 */
export class SquareCanvas implements ReactiveController {
  private readonly observer = new ResizeObserver(([entry]) => this.resize(entry));
  private canvas: HTMLCanvasElement | undefined;
  private stopListening: (() => void) | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly findCanvas: () => HTMLCanvasElement,
    private readonly draw: (context: CanvasRenderingContext2D, side: number, isBlank: boolean) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stopListening = onThemeChange(() => this.redraw(true));
    if (this.canvas) this.observe(this.canvas);
  }

  hostDisconnected(): void {
    this.stopListening?.();
    this.observer.disconnect();
  }

  hostUpdated(): void {
    if (this.canvas) return;
    this.canvas = this.findCanvas();
    this.observe(this.canvas);
  }

  redraw(isBlank = false): void {
    const context = this.canvas?.getContext('2d');
    if (this.canvas && context && this.canvas.width > 0) this.draw(context, this.canvas.width, isBlank);
  }

  private observe(canvas: HTMLCanvasElement): void {
    this.observer.observe(canvas, { box: 'device-pixel-content-box' });
  }

  private resize(entry: ResizeObserverEntry | undefined): void {
    const side = entry?.devicePixelContentBoxSize[0]?.inlineSize ?? 0;
    // Not in sight: the canvas keeps what it shows.
    if (!this.canvas || side === 0) return;
    this.canvas.width = side;
    this.canvas.height = side;
    this.redraw(true);
  }
}
