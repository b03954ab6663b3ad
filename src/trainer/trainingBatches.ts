import { Augmenter } from '../core/augment/augmenter';
import type { RunConfiguration } from '../core/configuration';
import { gather } from '../core/gather';
import type { LabelledImages, Rows } from '../engine/engine';

/** What a step learns from, by its rows of the dataset and its number, counted over the whole run from 0: the images themselves, or bent ones. */
export function trainingBatches({ augmentation, seed }: Pick<RunConfiguration, 'augmentation' | 'seed'>, { images, labels }: LabelledImages): (indices: Int32Array, step: number) => Rows {
  if (!augmentation) return (indices) => ({ indices });
  const augmenter = new Augmenter(augmentation, seed);
  return (indices, step) => ({ images: augmenter.augment(images, labels, indices, step), labels: gather(labels, indices, new Uint8Array(indices.length)) });
}
