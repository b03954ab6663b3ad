import { expect, test } from 'vitest';
import { changePlace, placeOf, scrollToStart } from '../../../src/webview/samples/places';

const places = { train: { anchor: { position: 40, offset: 3 }, picked: 7 }, test: { anchor: { position: 8, offset: 0 }, picked: 1839 } };

test('a set that was never shown begins at its first image, with none picked', () => {
  expect(placeOf({ set: 'digits', places })).toEqual({ anchor: { position: 0, offset: 0 } });
});

test('picking leaves the scroll position, and the other sets', () => {
  expect(changePlace({ set: 'train', places }, { picked: 9 })).toEqual({ places: { train: { anchor: { position: 40, offset: 3 }, picked: 9 }, test: places.test } });
});

test('lists that begin anew keep what is picked', () => {
  const { test: ofTest } = scrollToStart({ set: 'train', places }).places;
  expect(ofTest).toEqual({ anchor: { position: 0, offset: 0 }, picked: 1839 });
});
