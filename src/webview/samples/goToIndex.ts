import { mnist } from '../../core/dataset';
import { formatCount } from '../../core/formatCount';
import type { SampleSet } from '../../core/samples';

/** What typing an index leads to: an index of the set's file, or a sentence with its limits. */
export type TypedIndex = { readonly kind: 'index'; readonly index: number } | { readonly kind: 'problem'; readonly sentence: string };

/** Reads an index that was typed, as in "1839" or "1,839". Train and validation share the rows of the train file. */
export function readIndex(text: string, set: SampleSet, digitCount: number): TypedIndex {
  const { images, count } = fileOf(set, digitCount);
  const problem = (sentence: string): TypedIndex => ({ kind: 'problem', sentence });
  if (count === 0) return problem('There are no digits of yours yet.');
  const limits = `${images} go from 0 to ${formatCount(count - 1)}.`;
  const typed = text.trim();
  if (!/^#?(\d+|\d{1,3}(,\d{3})+)$/.test(typed)) return problem(typed === '' ? `Type an index: ${limits}` : `“${shorten(typed)}” is not an index: ${limits}`);
  const index = Number(typed.replaceAll(/[#,]/g, ''));
  if (index >= count) return problem(`There is no image ${shorten(Number.isSafeInteger(index) ? formatCount(index) : typed)}: ${limits}`);
  return { kind: 'index', index };
}

function fileOf(set: SampleSet, digitCount: number): { images: string; count: number } {
  switch (set) {
    case 'train':
    case 'validation':
      return { images: 'Train and validation images', count: mnist.trainCount };
    case 'test':
      return { images: 'Test images', count: mnist.testCount };
    case 'digits':
      return { images: 'Your digits', count: digitCount };
  }
}

function shorten(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
