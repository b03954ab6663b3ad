import { maxImages } from '../../protocol/labContract';
import type { PositionRange } from './galleryLayout';

/** What is in sight of a list of indices. */
export interface View extends PositionRange {
  readonly indices: Int32Array;
}

/**
 * What to ask for next: of the indices that are wanted, those in sight; where there are none, those that come into sight by
 * scrolling down or up by as much again; at most 256.
 */
export function planRequest({ indices, first, end }: View, isWanted: (index: number) => boolean): Int32Array {
  const margin = end - first;
  const inSight = indices.subarray(first, end).filter(isWanted);
  const around = () => [...indices.subarray(end, end + margin), ...indices.subarray(Math.max(0, first - margin), first)].filter(isWanted);
  return Int32Array.from(inSight.length > 0 ? inSight : around()).subarray(0, maxImages);
}

/** How a loader gets what it is asked for, and what it asks for at all. */
export interface LoaderSource {
  isWanted(index: number): boolean;
  load(indices: Int32Array): Promise<void>;
  failed(error: unknown): void;
}

/**
 * Loads what is in sight. Few requests are under way at once, and the next one is made up only then: what was in sight
 * while one scrolled by is never asked for. After a failure it waits for `retry`.
 */
export class VisibleLoader {
  private view: View = { indices: new Int32Array(), first: 0, end: 0 };
  private readonly underWay = new Set<number>();
  private requests = 0;
  private isBroken = false;

  constructor(
    private readonly source: LoaderSource,
    private readonly maximumRequests: number,
  ) {}

  show(view: View): void {
    this.view = view;
    while (!this.isBroken && this.requests < this.maximumRequests && this.request());
  }

  retry(): void {
    this.isBroken = false;
    this.renew();
  }

  /** Says that what was shown last may be wanted again. */
  renew(): void {
    this.show(this.view);
  }

  /** Whether there was something to ask for. */
  private request(): boolean {
    const indices = planRequest(this.view, (index) => !this.underWay.has(index) && this.source.isWanted(index));
    if (indices.length === 0) return false;
    this.requests++;
    for (const index of indices) this.underWay.add(index);
    this.source
      .load(indices)
      .catch((error: unknown) => {
        this.isBroken = true;
        this.source.failed(error);
      })
      .finally(() => {
        this.requests--;
        for (const index of indices) this.underWay.delete(index);
        this.renew();
      });
    return true;
  }
}
