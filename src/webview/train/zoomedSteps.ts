import type { GrowingBuckets } from '../../core/stepBuckets';
import type { StepBuckets } from '../../core/stepSeries';
import { LatestCall } from '../store/latestCall';
import { rangeToSmooth } from './chartSeries';
import { stepsOf, type Range } from './range';
import type { RunSteps } from './stepLines';

interface Part {
  readonly run: string;
  readonly from: number;
  readonly to: number;
}

/** The steps that a zoomed chart shows: fetched anew for its range, so that single batches are seen, however long the run. */
export class ZoomedSteps {
  private fetched: { readonly part: Part; readonly buckets: StepBuckets } | undefined;
  private requested: Part | undefined;
  private readonly latest: LatestCall<Part, StepBuckets>;

  /** `fetch` gets steps from the first to before the last; `changed` is called when they are there. */
  constructor(fetch: (part: { from: number; to: number }) => Promise<StepBuckets>, changed: () => void, failed: (error: unknown) => void) {
    this.latest = new LatestCall(
      ({ from, to }) => fetch({ from, to }),
      (buckets, part) => {
        this.fetched = { part, buckets };
        changed();
      },
      failed,
    );
  }

  /** The best there is for a range of the run now; where that is not single batches, they are asked for. */
  read(run: string, steps: GrowingBuckets, range: Range | undefined, stepsPerEpoch: number): RunSteps {
    const whole = { buckets: steps.read(), end: steps.length, stepsPerEpoch };
    if (!range || whole.buckets.stride === 1) return whole;
    const { from, to } = stepsOf(rangeToSmooth(range), stepsPerEpoch);
    const part = { run, from, to: Math.min(to, steps.length) };
    if (part.from >= part.to) return whole;
    if (!isSame(part, this.requested)) {
      this.requested = part;
      this.latest.request(part);
    }
    const { fetched } = this;
    // While the run goes on, what was fetched a moment ago lacks but the newest steps.
    const fits = fetched?.part.run === run && fetched.part.from === part.from && fetched.part.to <= part.to;
    return fits ? { buckets: fetched.buckets, end: fetched.part.to, stepsPerEpoch } : whole;
  }
}

function isSame(one: Part, other: Part | undefined): boolean {
  return one.run === other?.run && one.from === other.from && one.to === other.to;
}
