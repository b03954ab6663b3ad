import { formatStepRows, formatStepsHeader, type StepsOfRun } from '../../core/formats/historyCsv';
import { maxBuckets, type StepBuckets } from '../../core/stepSeries';

/** A line has some 80 bytes: so many are below what can be saved at once. */
const mostRows = 500_000;

interface StepRange {
  readonly from: number;
  readonly to: number;
}

/** The ranges in which a run's steps are fetched, so that every step is a bucket of its own; in longer runs than half a million, a few. */
export function stepRanges(stepCount: number): StepRange[] {
  const stride = Math.max(1, Math.ceil(stepCount / mostRows));
  const size = stride * maxBuckets;
  return Array.from({ length: Math.ceil(stepCount / size) }, (_, index) => ({ from: index * size, to: Math.min(stepCount, (index + 1) * size) }));
}

/** The steps of a run as CSV, fetched range by range. */
export async function collectStepsCsv(stepCount: number, run: StepsOfRun, fetch: (range: StepRange) => Promise<StepBuckets>): Promise<string> {
  const parts = [formatStepsHeader()];
  for (const range of stepRanges(stepCount)) parts.push(formatStepRows(await fetch(range), range.to - range.from, run));
  return parts.join('');
}
