import { expect, test } from 'vitest';
import { layOut, positionAfterKey, positionAt, positionsInSight, samePlace, scrollAnchor, scrollTopOf, scrollTopToReveal } from '../../../src/webview/samples/galleryLayout';

// 750 / 72 = 10.4 columns of 75 px; rows are 88 px high.
const tenColumns = layOut(1375, 750);

test('as many columns as fit, and the last row short', () => {
  expect(tenColumns).toEqual({ count: 1375, columns: 10, columnWidth: 75, rows: 138 });
});

test('a gallery narrower than a tile has one column', () => {
  expect(layOut(3, 20)).toEqual({ count: 3, columns: 1, columnWidth: 72, rows: 3 });
});

test('rows that are partly in sight count as in sight', () => {
  // Scrolled by 100 px, 180 px are in sight: rows 1, 2 and 3 (88 to 352).
  expect(positionsInSight(tenColumns, 100, 180)).toEqual({ first: 10, end: 40 });
});

test('what is in sight ends with the list', () => {
  expect(positionsInSight(tenColumns, 137 * 88, 500)).toEqual({ first: 1370, end: 1375 });
});

test('a point belongs to the cell that holds it', () => {
  expect(positionAt(tenColumns, 3 * 75 + 1, 2 * 88 + 87)).toBe(23);
});

test('beside the columns and after the last image there is nothing', () => {
  expect(positionAt(tenColumns, 750, 10)).toBeUndefined();
  expect(positionAt(tenColumns, 5 * 75, 137 * 88)).toBeUndefined();
});

test('the topmost row stays the topmost when there are fewer columns', () => {
  const anchor = scrollAnchor(tenColumns, 30 * 88 + 40);
  expect(anchor).toEqual({ position: 300, offset: 40 });
  // 300 / 4 = row 75
  expect(scrollTopOf(layOut(1375, 300), anchor)).toBe(75 * 88 + 40);
});

test('scrolls no further than a row needs', () => {
  // Row 5 lies from 440 to 528.
  expect(scrollTopToReveal(tenColumns, 52, 0, 300)).toBe(228);
  expect(scrollTopToReveal(tenColumns, 52, 500, 300)).toBe(440);
  expect(scrollTopToReveal(tenColumns, 52, 300, 300)).toBe(300);
});

test('when mistakes come and go, the image that was on top stays there', () => {
  expect(samePlace(Int32Array.of(3, 5, 9, 20), Int32Array.of(1, 2, 3, 9, 20), 2)).toBe(3);
});

test('where the image on top is gone, the next one is there', () => {
  expect(samePlace(Int32Array.of(3, 5, 9, 20), Int32Array.of(3, 20), 1)).toBe(1);
  expect(samePlace(Int32Array.of(3, 5, 9, 20), Int32Array.of(3, 5), 3)).toBe(1);
});

test.each([
  ['ArrowRight', 1374, 1374],
  ['ArrowLeft', 11, 10],
  ['ArrowDown', 11, 21],
  ['ArrowDown', 1370, 1370],
  ['ArrowUp', 11, 1],
  ['ArrowUp', 3, 3],
  // 300 px show 3 whole rows.
  ['PageDown', 11, 41],
  ['PageUp', 11, 0],
  ['Home', 700, 0],
  ['End', 700, 1374],
  ['x', 700, undefined],
])('%s at %i leads to %s', (key, from, to) => {
  expect(positionAfterKey(key, from, tenColumns, 300)).toBe(to);
});

test('an empty gallery leads nowhere', () => {
  expect(positionAfterKey('End', 0, layOut(0, 750), 300)).toBeUndefined();
});
