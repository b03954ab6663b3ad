import type { RunConfiguration } from '../../core/configuration';
import { searchSteps, type RateSearch } from '../../core/learningRateFinder';
import { describeModel, describeOptimizer } from './describeConfiguration';
import { formatRate } from './rateLines';

/** What the finder does, before it was asked to. */
export const finderPurpose = `Tries ${searchSteps} learning rates on fresh weights, a batch each, from far too small to far too large. Nothing of it is kept.`;

/** How far a search is: "Rate 57 of 200: 0.0001". */
export function describeSearching({ learningRates }: RateSearch): string {
  const rate = learningRates.at(-1);
  return rate === undefined ? 'Loading MNIST' : `Rate ${learningRates.length} of ${searchSteps}: ${formatRate(rate)}`;
}

/** How to read the chart, and what follows from it. A peak of a tenth of the best rate is what Smith and others go by. */
export function describeFound({ suggestion, smoothed, learningRates }: RateSearch): string {
  if (suggestion === undefined) return 'The loss fell at no rate, so none is suggested. Try another optimizer, batch size or model.';
  const peak = (learningRates[smoothed.indexOf(Math.min(...smoothed))] ?? 0) / 10;
  return `At ${suggestion} the loss falls fastest. Further left the network learns slowly; where the line turns up, steps are too long and undo what was learned.${peak > suggestion ? ` A schedule that only peaks there may go up to ${formatRate(peak)}, a tenth of the rate at its lowest point.` : ''}`;
}

/** The chart in a sentence, for whoever does not see it. */
export function describeRateChart({ smoothed, learningRates, suggestion }: RateSearch): string {
  const lowest = Math.min(...smoothed);
  const rate = learningRates[smoothed.indexOf(lowest)];
  const [first, last] = [smoothed[0], learningRates.at(-1)];
  if (first === undefined || rate === undefined || last === undefined) return 'Loss by learning rate: nothing measured yet';
  const end = suggestion === undefined ? '' : `; suggested: ${suggestion}`;
  return `Loss by learning rate: ${first.toFixed(3)} at first, lowest ${lowest.toFixed(3)} at ${formatRate(rate)}, measured up to ${formatRate(last)}${end}`;
}

/** What a search was made for: "softmax, SGD, batches of 128". */
export function describeSearched(configuration: RunConfiguration): string {
  return `${describeModel(configuration).value}, ${describeOptimizer(configuration).value}, batches of ${configuration.batchSize}`;
}

/** What a search depends on, by its name. The learning rate itself, the schedule, the epochs and the seed are not of it. */
const parts: readonly (readonly [name: string, of: (configuration: RunConfiguration) => unknown])[] = [
  ['model', ({ layers }) => layers],
  ['optimizer', ({ optimizer }) => ({ ...optimizer, learningRate: 0 })],
  ['batch size', ({ batchSize }) => batchSize],
  ['augmentation', ({ augmentation }) => augmentation],
  ['label smoothing', ({ labelSmoothing }) => labelSmoothing],
];

/** Why what was found does not hold for another configuration: a sentence; `undefined` where it does, and where there is no other. */
export function describeOutdated(searched: RunConfiguration, next: RunConfiguration | undefined): string | undefined {
  if (!next) return undefined;
  const changed = parts.filter(([, of]) => JSON.stringify(of(searched)) !== JSON.stringify(of(next))).map(([name]) => name);
  if (changed.length === 0) return undefined;
  return `Outdated: since then the next run has another ${changed.join(' and another ')}.`;
}
