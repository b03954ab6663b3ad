const reportIntervalMs = 100;

export interface Progress {
  readonly imagesPerSecond: number;
  /** Of the whole run, at the pace so far, validation and saving included. */
  readonly secondsLeft: number;
}

/** Measures how fast a run goes, and says at most ten times a second when to report it. */
export class ProgressMeter {
  private readonly startMs = performance.now();
  private lastReportMs = -Infinity;
  private images = 0;

  constructor(private readonly totalImages: number) {}

  /** Counts images that were trained on; returns the progress when it is time to report it. */
  add(images: number): Progress | undefined {
    this.images += images;
    const now = performance.now();
    if (now - this.lastReportMs < reportIntervalMs) return undefined;
    this.lastReportMs = now;
    const imagesPerSecond = this.images / Math.max((now - this.startMs) / 1000, 1e-3);
    return { imagesPerSecond, secondsLeft: (this.totalImages - this.images) / imagesPerSecond };
  }
}
