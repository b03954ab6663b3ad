import type { RunConfiguration } from '../../core/configuration';
import { mnist } from '../../core/dataset';

/** How many images a run learns from: those of the train file that are not kept aside. */
export function trainCount({ validationCount }: Pick<RunConfiguration, 'validationCount'>): number {
  return mnist.trainCount - validationCount;
}
