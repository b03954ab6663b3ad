import type { Readings } from '../core/readings';
import { notRead } from '../core/samples';

/** What is known of the rows of a file: the last reading of each, and which weights it was of. */
export class ReadingTable {
  private readonly readings: Readings;
  private readonly keys: (string | undefined)[];

  constructor(count: number) {
    this.readings = { predicted: new Uint8Array(count).fill(notRead), confidence: new Float32Array(count), losses: new Float32Array(count) };
    this.keys = new Array<string | undefined>(count).fill(undefined);
  }

  /** Takes the readings of these rows, in their order, by the weights of that key. */
  store(rows: Int32Array, { predicted, confidence, losses }: Readings, key: string): void {
    rows.forEach((row, position) => {
      this.readings.predicted[row] = predicted[position] ?? notRead;
      this.readings.confidence[row] = confidence[position] ?? 0;
      this.readings.losses[row] = losses[position] ?? 0;
      this.keys[row] = key;
    });
  }

  /** The readings of these rows, in their order; `notRead` is predicted where there is none. */
  pick(rows: Int32Array): Readings {
    const { predicted, confidence, losses } = this.readings;
    return {
      predicted: Uint8Array.from(rows, (row) => predicted[row] ?? notRead),
      confidence: Float32Array.from(rows, (row) => confidence[row] ?? 0),
      losses: Float32Array.from(rows, (row) => losses[row] ?? 0),
    };
  }

  /** Whether the last reading of the row is of the weights of that key. */
  isCurrent(row: number, key: string | undefined): boolean {
    return key !== undefined && this.keys[row] === key;
  }

  /** How many of the rows were read by the weights of that key, by others, and not at all. */
  count(rows: Int32Array, key: string | undefined): { current: number; older: number; unread: number } {
    const counts = { current: 0, older: 0, unread: 0 };
    for (const row of rows) {
      if (this.keys[row] === undefined) counts.unread++;
      else if (this.keys[row] === key) counts.current++;
      else counts.older++;
    }
    return counts;
  }
}
