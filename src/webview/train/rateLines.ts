import { highestRate, lowestRate, searchedRate, searchSteps, type RateSearch } from '../../core/learningRateFinder';
import type { Point } from './point';
import type { Range } from './range';

/* Places of the finder's chart are logarithms of rates, base 10, so that equal factors are equally far apart. */

export const ratePlaces: Range = { from: Math.log10(lowestRate), to: Math.log10(highestRate) };

/** The lines of the chart: what counts, and single batches. */
export function rateLines({ smoothed, losses }: RateSearch): { readonly smooth: Point[]; readonly raw: Point[] } {
  const lineOf = (values: readonly number[]) => values.map((y, step) => ({ x: Math.log10(searchedRate(step)), y }));
  return { smooth: lineOf(smoothed), raw: lineOf(losses) };
}

/** The step that is nearest to a place, of `count` steps that were taken. */
export function stepAt(place: number, count: number): number {
  const share = (place - ratePlaces.from) / (ratePlaces.to - ratePlaces.from);
  return Math.max(0, Math.min(count - 1, Math.round(share * (searchSteps - 1))));
}

/** Where the axis of losses ends: somewhat above the untrained model's, since explosions have no end. */
export function rateLossEnd({ losses }: Pick<RateSearch, 'losses'>): number {
  return Math.ceil(1.25 * (losses[0] ?? Math.log(10)));
}

/** A rate with two digits: 0.00012. */
export function formatRate(rate: number): string {
  return String(Number(rate.toPrecision(2)));
}
