import { Augmenter } from '../../core/augment/augmenter';
import type { RunConfiguration } from '../../core/configuration';

/** How many ways to bend an image are shown at once. */
export const previewCount = 8;

const firstRow = Int32Array.of(0);

/** An image `[784]` as each of eight steps from `firstStep` on would get it, were it the first of its batch; none where the configuration bends no images. */
export function bentImages(image: Uint8Array, label: number, { augmentation, seed }: Pick<RunConfiguration, 'augmentation' | 'seed'>, firstStep: number): Uint8Array[] {
  if (!augmentation) return [];
  const augmenter = new Augmenter(augmentation, seed);
  return Array.from({ length: previewCount }, (_, index) => augmenter.augment(image, Uint8Array.of(label), firstRow, firstStep + index));
}
