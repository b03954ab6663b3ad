/** Draws one thing a frame, in the order they were asked for: two charts in one frame would make it a long one. */
export class DrawingTurns {
  private readonly waiting = new Set<() => void>();
  private isRequested = false;

  /** `requestFrame` is the browser's `requestAnimationFrame`. */
  constructor(private readonly requestFrame: (callback: () => void) => void) {}

  /** Calls `draw` in one of the next frames, once, however often it is asked for before. */
  request(draw: () => void): void {
    this.waiting.add(draw);
    this.requestNext();
  }

  cancel(draw: () => void): void {
    this.waiting.delete(draw);
  }

  private requestNext(): void {
    if (this.isRequested || this.waiting.size === 0) return;
    this.isRequested = true;
    this.requestFrame(() => {
      this.isRequested = false;
      const [draw] = this.waiting;
      if (!draw) return;
      this.waiting.delete(draw);
      this.requestNext();
      draw();
    });
  }
}
