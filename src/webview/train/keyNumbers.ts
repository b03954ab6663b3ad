import type { RunConfiguration } from '../../core/configuration';
import { formatCount } from '../../core/formatCount';
import type { EpochRecord } from '../../core/formats/history';
import type { StepBuckets } from '../../core/stepSeries';

/** A number with what it means, for someone who sees it for the first time. */
export interface KeyNumber {
  readonly name: string;
  /** With four decimals; a dash where there is none yet. */
  readonly value: string;
  readonly meaning: string;
}

/** Means of the batches that were trained on last. */
export interface RecentBatches {
  readonly count: number;
  readonly loss: number;
  readonly accuracy: number;
}

/** Training noise of a hundred batches is well below this. */
const learningByHeart = 0.03;
const recentSteps = 100;

/** The four numbers that say how the run does. */
export function keyNumbers(record: EpochRecord | undefined, recent: RecentBatches | undefined, configuration: RunConfiguration | undefined): readonly KeyNumber[] {
  const kept = configuration ? `${formatCount(configuration.validationCount)} images` : 'images';
  return [
    { name: 'Validation accuracy', value: format(record?.valAccuracy), meaning: `Share of the ${kept} kept aside that it reads correctly.` },
    { name: 'Validation loss', value: format(record?.valLoss), meaning: 'How surprised it is by the right answers there. Lower is better; guessing gives 2.303.' },
    { name: 'Training loss', value: format(recent?.loss), meaning: `The same surprise on the images it learns from${describeRecent(recent)}.` },
    { name: 'Training accuracy', value: format(recent?.accuracy), meaning: compareWithValidation(recent?.accuracy, record?.valAccuracy) },
  ];
}

/** Whole buckets are counted, so that there may be a few more than a hundred. */
function describeRecent(recent: RecentBatches | undefined): string {
  if (!recent) return '';
  if (recent.count < recentSteps) return recent.count === 1 ? ', last batch' : `, last ${recent.count} batches`;
  return `, about the last ${recentSteps * Math.round(recent.count / recentSteps)} batches`;
}

function compareWithValidation(training: number | undefined, validation: number | undefined): string {
  if (training === undefined || validation === undefined) return 'Far above validation would mean that it learns by heart.';
  return training - validation > learningByHeart ? 'It is far above validation: it learns by heart.' : 'Far above validation would mean that it learns by heart. It does not.';
}

/** The mean of the last hundred steps, or of all where there are fewer; of a few more where the buckets hold many each. */
export function recentBatches({ stride, loss, accuracy }: StepBuckets, stepCount: number): RecentBatches | undefined {
  let [count, lossSum, accuracySum] = [0, 0, 0];
  for (let bucket = loss.mean.length - 1; bucket >= 0 && count < recentSteps; bucket--) {
    const steps = Math.min(stride, stepCount - bucket * stride);
    count += steps;
    lossSum += (loss.mean[bucket] ?? NaN) * steps;
    accuracySum += (accuracy.mean[bucket] ?? NaN) * steps;
  }
  return count === 0 ? undefined : { count, loss: lossSum / count, accuracy: accuracySum / count };
}

function format(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(4);
}
