import { setTimeout as sleep } from 'node:timers/promises';
import type { RunPosition } from '../core/formats/checkpoint';
import type { Pace, Until } from '../core/run';

const watchedEpochMs = 1000;
/** A wait shorter than a frame is not worth a timer. */
const frameMs = 16;
/** Later than that is no matter of pace: the process was stopped or the machine slept, or the model is slower than the pace. */
const stoodStillMs = 1000;

/** How a person steers a run while it goes on: hold it, let it take one batch, one epoch or all the rest, and how fast. */
export class RunControl {
  private until: Until = 'end';
  /** Whether a step was taken since the last `resume`. */
  private isUnderWay = false;
  private wake: (() => void) | undefined;
  private origin: { readonly ms: number; readonly step: number } | undefined;
  private learningRate: number | undefined;

  constructor(private pace: Pace) {}

  /** Holds the run before its next step. */
  pause(): void {
    this.until = 'batch';
    this.isUnderWay = true;
  }

  /** Lets it go on: to the end, or for one batch or to the next epoch's end, where it holds again. */
  resume(until: Until): void {
    this.until = until;
    this.isUnderWay = false;
    this.origin = undefined;
    this.wake?.();
  }

  setPace(pace: Pace): void {
    this.pace = pace;
    this.origin = undefined;
  }

  /** Applies from the next step on. */
  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
  }

  /** The learning rate that was set since the last call, if one was. */
  takeLearningRate(): number | undefined {
    const taken = this.learningRate;
    this.learningRate = undefined;
    return taken;
  }

  /** Whether the run is to hold before the step at this position. */
  shouldHold({ step }: RunPosition): boolean {
    if (this.until === 'batch') return this.isUnderWay;
    return this.until === 'epoch' && step === 0 && this.isUnderWay;
  }

  /** Resolves at `resume`, or when the signal comes. */
  async resumed(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const go = () => {
        signal.removeEventListener('abort', go);
        this.wake = undefined;
        resolve();
      };
      signal.addEventListener('abort', go);
      this.wake = go;
    });
  }

  /** How many steps may be taken before the next look at what a person asked for, at most `most`. */
  stepsAtOnce(most: number): number {
    return this.until === 'batch' || this.pace === 'watch' ? 1 : most;
  }

  stepped(): void {
    this.isUnderWay = true;
  }

  /**
   * Where a run is watched, waits until the step is due: an epoch takes a second, spread over its steps. What was missed
   * while the process stood still is not made up for.
   */
  async keepPace(stepsDone: number, stepsPerEpoch: number): Promise<void> {
    if (this.pace === 'full') return;
    this.origin ??= { ms: performance.now(), step: stepsDone };
    const dueMs = this.origin.ms + ((stepsDone - this.origin.step) / stepsPerEpoch) * watchedEpochMs;
    const early = dueMs - performance.now();
    if (early > frameMs) await sleep(early);
    if (early < -stoodStillMs) this.origin = { ms: performance.now(), step: stepsDone };
  }
}
