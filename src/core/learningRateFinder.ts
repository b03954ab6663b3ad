/**
 * The learning-rate finder of Smith, "Cyclical Learning Rates for Training Neural Networks" (2017): the rate rises step by
 * step, from where nothing is learned to where the loss explodes, and the loss says which rates are of use in between.
 */

/** Learning rate and loss of each step of a search, and what it suggests. */
export interface RateSearch {
  readonly learningRates: readonly number[];
  /** Loss of each step's batch. */
  readonly losses: readonly number[];
  /** The losses' running average, which is what counts. */
  readonly smoothed: readonly number[];
  /** Absent where the loss fell at no rate. */
  readonly suggestion: number | undefined;
}

export const searchSteps = 200;
const lowest = 1e-6;
const highest = 10;
/** The share of the past in the running average, and how often the lowest loss is an explosion. */
const memory = 0.9;
const explosion = 4;

/** The learning rate of a step of the search: 1e-6 to 10 in equal factors. */
export function searchedRate(step: number): number {
  return lowest * (highest / lowest) ** (step / (searchSteps - 1));
}

/** The average of each loss and those before it, older ones counting less; corrected for its beginning, as Adam's. */
export function smoothLosses(losses: readonly number[]): number[] {
  let average = 0;
  return losses.map((loss, step) => {
    average = memory * average + (1 - memory) * loss;
    return average / (1 - memory ** (step + 1));
  });
}

/** Whether the loss has exploded at the last step, so that higher rates need not be tried. */
export function hasExploded(smoothed: readonly number[]): boolean {
  const last = smoothed.at(-1);
  return last !== undefined && (!Number.isFinite(last) || last > explosion * Math.min(...smoothed));
}

/** What steps with these losses say. */
export function describeSearch(losses: readonly number[]): RateSearch {
  const learningRates = losses.map((_, step) => searchedRate(step));
  const smoothed = smoothLosses(losses);
  return { learningRates, losses, smoothed, suggestion: suggestRate(learningRates, smoothed) };
}

/**
 * The rate at which the loss falls most steeply, over the logarithm of the rate, on the way to its lowest value: there
 * learning is fastest and still far from the explosion.
 */
function suggestRate(learningRates: readonly number[], smoothed: readonly number[]): number | undefined {
  const lowestStep = smoothed.indexOf(Math.min(...smoothed));
  let steepest = -1;
  let largestFall = 0;
  for (let step = halfWindow; step + halfWindow <= lowestStep; step++) {
    const fall = (smoothed[step - halfWindow] ?? 0) - (smoothed[step + halfWindow] ?? 0);
    if (fall <= largestFall) continue;
    largestFall = fall;
    steepest = step;
  }
  const rate = learningRates[steepest];
  return rate === undefined ? undefined : Number(rate.toPrecision(1));
}

/** Falls are taken over so many steps to either side, or single batches would decide. */
const halfWindow = 5;
