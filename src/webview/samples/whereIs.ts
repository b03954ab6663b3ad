import { mnist } from '../../core/dataset';
import type { SampleSet } from '../../core/samples';

/** Where an image is that a person wants to see, when a list is shown. */
export type Whereabouts = { readonly kind: 'listed' } | { readonly kind: 'hidden' } | { readonly kind: 'elsewhere'; readonly set: SampleSet } | { readonly kind: 'nowhere' };

/** `listed` are the indices that are shown, `all` those of the whole set. A row of the train file is in one of its two parts. */
export function whereIs(index: number, set: SampleSet, listed: Int32Array, all: Int32Array): Whereabouts {
  if (listed.includes(index)) return { kind: 'listed' };
  if (all.includes(index)) return { kind: 'hidden' };
  if (index >= mnist.trainCount) return { kind: 'nowhere' };
  if (set === 'train') return { kind: 'elsewhere', set: 'validation' };
  return set === 'validation' ? { kind: 'elsewhere', set: 'train' } : { kind: 'nowhere' };
}
