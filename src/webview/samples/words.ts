import { formatCount } from '../../core/formatCount';
import { mostProbable } from '../../core/metrics';
import type { SampleFilter, SampleSet } from '../../core/samples';
import type { LabState } from '../../protocol/labContract';
import type { Inspection } from './inspecting';
import type { TileReading } from './readingsTable';

/** What a set is called: over its images, and before the index of one. */
export const setNames: Readonly<Record<SampleSet, { readonly title: string; readonly one: string }>> = {
  train: { title: 'Train', one: 'Train' },
  validation: { title: 'Validation', one: 'Validation' },
  test: { title: 'Test', one: 'Test' },
  digits: { title: 'My digits', one: 'My digit' },
};

/** How many images of a set were read by the weights that are shown now, by older ones, and not at all. */
export interface ReadCounts {
  readonly count: number;
  readonly current: number;
  readonly older: number;
  readonly unread: number;
}

/** What a screen reader says of an image. */
export function describeImage(set: SampleSet, index: number, reading: TileReading | undefined): string {
  const image = `${setNames[set].one} ${index}`;
  if (!reading) return image;
  const read = reading.predicted === undefined ? 'not read yet' : `read as ${reading.predicted}`;
  return `${image}, label ${reading.label}, ${read}`;
}

/** What a screen reader says of the image that is shown large. */
export function describeInspection({ set, index, label, reading }: Inspection): string {
  return describeImage(set, index, { label, predicted: reading ? mostProbable(reading.probabilities) : undefined });
}

/** Which weights read the images of a set, other than the test set. */
export function describeReadCounts({ count, current, older, unread }: ReadCounts): string {
  if (count === 0) return '';
  if (current === count) return 'All read by the weights that are shown.';
  if (unread === count) return 'Not read yet: what is in sight is read first.';
  const parts = [
    ...(current > 0 ? [`${formatCount(current)} read by the weights that are shown`] : []),
    ...(older > 0 ? [current > 0 ? `${formatCount(older)} by older ones` : `${formatCount(older)} read by older weights`] : []),
    ...(unread > 0 ? [`${formatCount(unread)} not yet`] : []),
  ];
  return `${parts.join(', ')}.`;
}

/** Which weights Evaluate read the test set with. */
export function describeReport(report: LabState['report']): string {
  if (!report) return 'What the model reads in test images appears after Evaluate.';
  const { epoch, step } = report.position;
  const where = step === 0 ? `epoch ${epoch}` : `epoch ${epoch + 1}, batch ${step}`;
  return report.stale ? `Read by Evaluate with the weights of ${where}; they have moved on.` : `Read by Evaluate with the weights that are shown, of ${where}.`;
}

/** Which weights read the images of a set, and what to do where none did. */
export function describeReadings(set: SampleSet, { weights, report, run, goingOn }: Pick<LabState, 'weights' | 'report' | 'run' | 'goingOn'>, counts: ReadCounts): string {
  if (set === 'test' && (weights || report)) return describeReport(report);
  const isLearning = weights?.kind === 'live' && goingOn?.phase === 'training';
  if (isLearning && counts.unread === 0 && counts.count > 0) return 'Read again and again while the model learns.';
  if (weights) return describeReadCounts(counts);
  return `No model yet: press ${run ? 'Train Again' : 'Train'}, and what it reads appears under each image.`;
}

/** Why there is no other mistake to go to. */
export function describeNoMistake({ count, unread }: ReadCounts): string {
  return unread === count ? 'Nothing was read yet, so no mistakes are known.' : 'There is no other mistake among these images.';
}

/** What to do to have an image read, beside its empty probabilities. */
export function describeAdvice({ weights, run }: Pick<LabState, 'weights' | 'run'>): string {
  return weights ? '' : `No model has read this image. Press ${run ? 'Train Again' : 'Train'}: what it reads appears here, and changes while it learns.`;
}

/** How many images a filter shows. */
export function describeShown(shown: number, count: number): string {
  if (shown < count) return `${formatCount(shown)} of ${formatCount(count)}`;
  return count === 1 ? '1 image' : `${formatCount(count)} images`;
}

/** Why a filter shows nothing. */
export function describeNothing(set: SampleSet, { label, prediction, onlyMistakes, order }: SampleFilter, { count, unread }: ReadCounts): string {
  if (count === 0) return set === 'digits' ? 'No digits yet. Draw one, and say which digit it is.' : 'There are no images in this set.';
  const asksForReadings = onlyMistakes || prediction !== undefined || order === 'uncertain';
  if (asksForReadings && unread === count) return 'No image of this set is read yet.';
  if (onlyMistakes && label !== undefined && label === prediction) return `A ${label} that is read as ${label} is no mistake.`;
  if (label !== undefined && prediction !== undefined) return `No ${label} is read as ${prediction}.`;
  if (onlyMistakes && label !== undefined) return 'No mistakes with this label.';
  if (onlyMistakes && prediction !== undefined) return 'No mistakes with this prediction.';
  if (onlyMistakes) return 'No mistakes.';
  return prediction === undefined ? 'No image with this label.' : `No image is read as ${prediction}.`;
}
