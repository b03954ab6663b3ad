const reportIntervalMs = 100;

export interface Progress {
  readonly imagesPerSecond: number;
  /** Of the whole run, at the pace so far, validation and saving included. */
  readonly secondsLeft: number;
}

/** Measures how fast a run goes, from its first step on, and says at most ten times a second when to report it. */
export class ProgressMeter {
  private startMs: number | undefined;
  private lastReportMs = 0;
  private images = 0;
  private imagesLeft: number;

  constructor(totalImages: number) {
    this.imagesLeft = totalImages;
  }

  /** Begins to measure anew: what comes next goes at another pace. */
  restart(): void {
    this.startMs = undefined;
    this.images = 0;
  }

  /** Counts images that were trained on; returns the progress when it is time to report it. */
  add(images: number): Progress | undefined {
    const now = performance.now();
    this.imagesLeft -= images;
    if (this.startMs === undefined) {
      // The first step has no beginning that was measured: counting starts at its end.
      this.startMs = this.lastReportMs = now;
      return undefined;
    }
    this.images += images;
    if (now - this.lastReportMs < reportIntervalMs) return undefined;
    this.lastReportMs = now;
    const imagesPerSecond = this.images / ((now - this.startMs) / 1000);
    return { imagesPerSecond, secondsLeft: this.imagesLeft / imagesPerSecond };
  }
}
