import type { SampleSet } from '../core/samples';
import type { SampleReadings } from './sampleReadings';
import type { SampleSource } from './sampleSource';
import { Sweep } from './sweep';

const rowsPerCall = 1000;

/** Going once through the rows of a set, beginning when the shown weights had that key. */
interface Pass {
  readonly rows: Int32Array;
  readonly key: string;
  next: number;
}

/**
 * Reads, in the background, the images of the set that is browsed which the shown weights did not read yet. While a run
 * moves the weights on, it goes through the set again and again, so that each image's reading is as new as the next one's.
 */
export class SampleSweep {
  private readonly sweep: Sweep;
  private isActive = false;
  private browsed: SampleSet = 'test';
  private pass: Pass | undefined;

  /** `isBusy` says whether the trainer is; `onRead` hears of a set in which images were read. */
  constructor(
    private readonly source: SampleSource,
    private readonly readings: SampleReadings,
    isBusy: () => boolean,
    private readonly onRead: (set: SampleSet) => void,
    onFailure: (error: unknown) => void,
  ) {
    this.sweep = new Sweep(() => this.readNext(), isBusy, onFailure);
  }

  /** Whether anybody looks at images: without, nothing is read. */
  setActive(isActive: boolean): void {
    this.isActive = isActive;
    this.request();
  }

  browse(set: SampleSet): void {
    this.browsed = set;
    this.request();
  }

  /** Says that weights, images or the trainer's work changed. */
  request(): void {
    if (this.isActive) this.sweep.request();
  }

  /** Says that a person chose other weights, and waits to see what they read. */
  giveWay(): void {
    if (this.isActive) this.sweep.giveWay();
  }

  dispose(): void {
    this.sweep.dispose();
  }

  private async readNext(): Promise<boolean> {
    const { browsed } = this;
    const key = this.readings.currentKey;
    if (!this.isActive || browsed === 'test' || key === undefined) return false;
    const rows = await this.source.rows(browsed);
    const isOver = this.pass?.next === rows.length && this.pass.key !== key;
    if (this.pass?.rows !== rows || isOver) this.pass = { rows, key, next: 0 };
    const { pass } = this;
    const table = await this.readings.table(browsed);
    const stale: number[] = [];
    while (pass.next < rows.length && stale.length < rowsPerCall) {
      const row = rows[pass.next++] ?? 0;
      if (!table.isCurrent(row, key)) stale.push(row);
    }
    if (stale.length === 0) return false;
    await this.readings.read(browsed, Int32Array.from(stale));
    this.onRead(browsed);
    return true;
  }
}
