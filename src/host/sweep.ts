/** While the trainer is busy with a run, the share of the time that a sweep takes is 1 / (1 + this). */
const restPerWork = 30;
const restAfterFailureMs = 5000;
/** Longer than a person who goes through checkpoints waits for what each reads. */
const giveWayMs = 300;

/**
 * Does a long work piece by piece, never two at once: one after the other while nobody else needs the trainer, and with
 * long rests between them while a run goes on, so that it is slowed by 3% at most.
 */
export class Sweep {
  private timer: NodeJS.Timeout | undefined;
  private isWorking = false;
  private isAsked = false;
  private isDisposed = false;
  private workMs = 0;
  private endedMs = -Infinity;
  private failedMs = -Infinity;
  private gaveWayMs = -Infinity;

  /** `doPiece` says whether there was something to do; `isBusy` whether the trainer is. */
  constructor(
    private readonly doPiece: () => Promise<boolean>,
    private readonly isBusy: () => boolean,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Says that there may be something to do, or that the trainer may be free now. */
  request(): void {
    this.isAsked = true;
    if (this.isWorking || this.isDisposed) return;
    const rest = this.isBusy() ? this.endedMs + restPerWork * this.workMs : -Infinity;
    const next = Math.max(rest, this.failedMs + restAfterFailureMs, this.gaveWayMs + giveWayMs);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.work(), Math.max(0, next - performance.now()));
  }

  /** As `request`, but a person waits for the trainer just now: the next piece begins a while later. */
  giveWay(): void {
    this.gaveWayMs = performance.now();
    this.request();
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
  }

  private async work(): Promise<void> {
    this.isWorking = true;
    this.isAsked = false;
    const started = performance.now();
    try {
      if (await this.doPiece()) this.isAsked = true;
    } catch (error) {
      this.failedMs = performance.now();
      this.onFailure(error);
    }
    this.endedMs = performance.now();
    this.workMs = this.endedMs - started;
    this.isWorking = false;
    if (this.isAsked) this.request();
  }
}
