import { expect, test } from 'vitest';
import { ImageCache } from '../../../src/webview/samples/imageCache';

const imageOf = (value: number) => new Uint8Array(784).fill(value);

test('keeps what was needed last', () => {
  const cache = new ImageCache(2);
  cache.add(1, imageOf(11));
  cache.add(2, imageOf(22));
  cache.get(1);
  cache.add(3, imageOf(33));
  expect([cache.get(1)?.[783], cache.get(2), cache.get(3)?.[0]]).toEqual([11, undefined, 33]);
});

test('an image added twice takes one place', () => {
  const cache = new ImageCache(2);
  cache.add(1, imageOf(11));
  cache.add(2, imageOf(22));
  cache.add(2, imageOf(44));
  expect([cache.get(1)?.[0], cache.get(2)?.[0]]).toEqual([11, 44]);
});

test('the places of forgotten images are used again, and no others are lost', () => {
  const cache = new ImageCache(3);
  for (const key of [1, 100, 2]) cache.add(key, imageOf(key));
  cache.forget(100);
  expect(cache.has(100)).toBe(false);
  cache.add(3, imageOf(3));
  expect([1, 2, 3].map((key) => cache.get(key)?.[0])).toEqual([1, 2, 3]);
  cache.add(4, imageOf(4));
  expect([1, 2, 3, 4].map((key) => cache.get(key)?.[0])).toEqual([undefined, 2, 3, 4]);
});
