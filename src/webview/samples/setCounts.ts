import { mnist } from '../../core/dataset';
import type { SampleSet } from '../../core/samples';
import type { LabState } from '../../protocol/labContract';

/** How many images each set has; undefined where the settings cannot be, so that nobody knows how the train file is split. */
export type SetCounts = Readonly<Record<SampleSet, number | undefined>>;

/** The train file is split as the shown run split it, or as the next run will. */
export function setCounts({ run, next, digitCount }: Pick<LabState, 'run' | 'next' | 'digitCount'>): SetCounts {
  const validation = (run?.run.configuration ?? next.configuration)?.validationCount;
  const train = validation === undefined ? undefined : mnist.trainCount - validation;
  return { train, validation, test: mnist.testCount, digits: digitCount };
}
