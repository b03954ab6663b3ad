import { notRead } from '../../core/samples';

/** What a tile's caption says: the label, and what the model reads; undefined where it read nothing yet. */
export interface TileReading {
  readonly label: number;
  readonly predicted: number | undefined;
}

interface Entry extends TileReading {
  readonly generation: number;
}

/** What is known of the images of one set that were in sight. What expired is still shown until it is known anew. */
export class ReadingsTable {
  private readonly entries = new Map<number, Entry>();
  private current = 0;

  /** Counts up when readings expire: what was asked for before is then not current when it arrives. */
  get generation(): number {
    return this.current;
  }

  get(index: number): TileReading | undefined {
    return this.entries.get(index);
  }

  isCurrent(index: number): boolean {
    return this.entries.get(index)?.generation === this.current;
  }

  /** Labels and predicted classes, `[n]` each, of readings that were asked for in `generation`. */
  add(indices: Int32Array, labels: Uint8Array, predicted: Uint8Array, generation: number): void {
    indices.forEach((index, row) => {
      const digit = predicted[row] ?? notRead;
      this.entries.set(index, { label: labels[row] ?? 0, predicted: digit === notRead ? undefined : digit, generation });
    });
  }

  expire(): void {
    this.current++;
  }

  clear(): void {
    this.entries.clear();
    this.current++;
  }
}
