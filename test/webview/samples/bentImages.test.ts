import { expect, test } from 'vitest';
import { Augmenter } from '../../../src/core/augment/augmenter';
import { configurationOf } from '../../../src/core/recipes';
import { bentImages } from '../../../src/webview/samples/bentImages';

/** An upright stroke. */
const image = Uint8Array.from({ length: 784 }, (_, pixel) => (pixel % 28 === 14 && pixel > 4 * 28 && pixel < 24 * 28 ? 255 : 0));
const people = configurationOf('people', 3);
const bend = (firstStep: number) => bentImages(image, 1, people, firstStep);

test('shows what the steps of the run get', () => {
  if (!people.augmentation) throw new Error('the recipe bends no images');
  const batch = new Augmenter(people.augmentation, 3).augment(image, Uint8Array.of(1), Int32Array.of(0), 5);
  expect(bend(0)).toHaveLength(8);
  expect(bend(0)[5]).toEqual(batch);
});

test('goes on with other steps, and repeats itself', () => {
  expect(bend(8)[0]).not.toEqual(bend(0)[0]);
  expect(bend(1)[0]).toEqual(bend(0)[1]);
});

test('shows nothing where no images are bent', () => {
  expect(bentImages(image, 1, configurationOf('notebook', 1), 0)).toEqual([]);
});
