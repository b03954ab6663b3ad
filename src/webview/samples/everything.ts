import type { SampleFilter } from '../../core/samples';

/** The filter that every image passes. */
export const everything: SampleFilter = { onlyMistakes: false, order: 'index' };

export function isEverything({ label, prediction, onlyMistakes, order }: SampleFilter): boolean {
  return label === undefined && prediction === undefined && !onlyMistakes && order === 'index';
}
