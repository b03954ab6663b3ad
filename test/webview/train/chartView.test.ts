import { expect, test } from 'vitest';
import { partOf, snapToEpoch, viewAfterKey, type ChartView } from '../../../src/webview/train/chartView';

const run = { epochs: 20, stepsPerEpoch: 400 };
const zoomed = { from: 4, to: 8 };

// An arrow moves a hundredth of what is seen: 0.2 epochs of the whole run, 0.04 of the zoomed part.
test.each<[string, ChartView, string, ChartView | undefined]>([
  ['an arrow reads from the middle on', {}, 'ArrowRight', { place: 10.2 }],
  ['an arrow moves the place', { place: 5 }, 'ArrowLeft', { place: 4.8 }],
  ['a page is ten arrows', { place: 5 }, 'PageUp', { place: 7 }],
  ['home is the start of what is seen', { range: zoomed, place: 5 }, 'Home', { range: zoomed, place: 4 }],
  ['end is the end of what is seen', { range: zoomed, place: 5 }, 'End', { range: zoomed, place: 8 }],
  ['what is seen follows the place', { range: zoomed, place: 8 }, 'ArrowRight', { range: { from: 4.04, to: 8.04 }, place: 8.04 }],
  ['the run ends', { place: 20 }, 'ArrowRight', { place: 20 }],
  ['plus zooms in at the place', { place: 8 }, '+', { place: 8, range: { from: 4, to: 14 } }],
  ['minus zooms out', { range: zoomed, place: 6 }, '-', { place: 6, range: { from: 2, to: 10 } }],
  ['minus ends with the whole run', { range: { from: 2, to: 16 }, place: 9 }, '-', { place: 9, range: undefined }],
  ['0 shows all', { range: zoomed, place: 6 }, '0', { place: 6 }],
  ['Escape shows all', { range: zoomed, place: 6 }, 'Escape', { place: 6 }],
  ['Escape once more reads nothing', { place: 6 }, 'Escape', {}],
  ['other keys are not the chart’s', { place: 6 }, 'a', undefined],
])('%s', (_, view, key, next) => {
  const after = viewAfterKey(view, key, run);
  const close = (value: number | undefined) => (value === undefined ? undefined : (expect.closeTo(value, 9) as number));
  expect(after).toEqual(next && { place: close(next.place), range: next.range && { from: close(next.range.from), to: close(next.range.to) } });
});

test('a range of the whole run is no zoom', () => {
  expect(partOf({ from: 0, to: 20 }, run)).toBeUndefined();
});

test.each([
  [6.93, 7],
  [6.85, 6.85],
])('of 10 epochs in sight, the pointer at %d reads %d', (place, snapped) => {
  expect(snapToEpoch(place, { from: 0, to: 10 })).toBe(snapped);
});
