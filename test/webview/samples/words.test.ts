import { expect, test } from 'vitest';
import type { SampleFilter } from '../../../src/core/samples';
import { describeImage, describeNoMistake, describeNothing, describeReadCounts, describeReadings, describeReport, describeShown } from '../../../src/webview/samples/words';

const everything: SampleFilter = { onlyMistakes: false, order: 'index' };
const allRead = { count: 10_000, current: 10_000, older: 0, unread: 0 };

test.each([
  [{ label: 2, predicted: 8 }, 'Test 1839, label 2, read as 8'],
  [{ label: 2, predicted: undefined }, 'Test 1839, label 2, not read yet'],
  [undefined, 'Test 1839'],
])('a screen reader hears of %o', (reading, sentence) => {
  expect(describeImage('test', 1839, reading)).toBe(sentence);
});

test.each([
  [{ current: 50_000, older: 0, unread: 0 }, 'All read by the weights that are shown.'],
  [{ current: 0, older: 0, unread: 50_000 }, 'Not read yet: what is in sight is read first.'],
  [{ current: 240, older: 9760, unread: 40_000 }, '240 read by the weights that are shown, 9,760 by older ones, 40,000 not yet.'],
  [{ current: 0, older: 9760, unread: 40_240 }, '9,760 read by older weights, 40,240 not yet.'],
])('of %o it says who read them', (counts, sentence) => {
  expect(describeReadCounts({ count: 50_000, ...counts })).toBe(sentence);
});

const report = { run: 'a', position: { epoch: 7, step: 0 }, evaluation: { n: 0, loss: 0, accuracy: 0, confusion: [] }, tookMs: 1, topLosses: [] };

test.each([
  [undefined, 'What the model reads in test images appears after Evaluate.'],
  [{ ...report, stale: true }, 'Read by Evaluate with the weights of epoch 7; they have moved on.'],
  [{ ...report, position: { epoch: 7, step: 212 }, stale: false }, 'Read by Evaluate with the weights that are shown, of epoch 8, batch 212.'],
])('of a report it says which weights it is of', (given, sentence) => {
  expect(describeReport(given)).toBe(sentence);
});

test.each([
  [{ onlyMistakes: true, label: 5 }, 'No mistakes with this label.'],
  [{ onlyMistakes: true, prediction: 5 }, 'No mistakes with this prediction.'],
  [{ onlyMistakes: true }, 'No mistakes.'],
  [{ onlyMistakes: true, label: 5, prediction: 5 }, 'A 5 that is read as 5 is no mistake.'],
  [{ label: 5, prediction: 3 }, 'No 5 is read as 3.'],
  [{ prediction: 3 }, 'No image is read as 3.'],
  [{ label: 3 }, 'No image with this label.'],
])('of the filter %o it says what there is not', (filter, sentence) => {
  expect(describeNothing('test', { ...everything, ...filter }, allRead)).toBe(sentence);
});

test('a filter on predictions of images that nothing read says so', () => {
  expect(describeNothing('test', { ...everything, onlyMistakes: true, label: 5 }, { count: 10_000, current: 0, older: 0, unread: 10_000 })).toBe('No image of this set is read yet.');
});

test('without digits it says how to make one', () => {
  expect(describeNothing('digits', everything, { count: 0, current: 0, older: 0, unread: 0 })).toBe('No digits yet. Draw one, and say which digit it is.');
});

const unread = { count: 10_000, current: 0, older: 0, unread: 10_000 };
const live = { weights: { kind: 'live' }, goingOn: { id: 'a', phase: 'training', epoch: 3, totalEpochs: 20 } } as const;

test('without a model it says what to press', () => {
  expect(describeReadings('train', {}, unread)).toBe('No model yet: press Train, and what it reads appears under each image.');
});

test('with a model, test images wait for Evaluate', () => {
  expect(describeReadings('test', live, unread)).toBe('What the model reads in test images appears after Evaluate.');
});

test('with a model, others are read without being asked for', () => {
  expect(describeReadings('validation', live, unread)).toBe('Not read yet: what is in sight is read first.');
});

test('while the model learns, readings are always a little old', () => {
  expect(describeReadings('validation', live, { count: 10_000, current: 120, older: 9880, unread: 0 })).toBe('Read again and again while the model learns.');
});

test.each([
  [1367, 10_000, '1,367 of 10,000'],
  [10_000, 10_000, '10,000 images'],
  [1, 1, '1 image'],
  [0, 0, '0 images'],
])('%i of %i is "%s"', (shown, count, words) => {
  expect(describeShown(shown, count)).toBe(words);
});

test.each([
  [allRead, 'There is no other mistake among these images.'],
  [unread, 'Nothing was read yet, so no mistakes are known.'],
])('of %o it says why there is no next mistake', (counts, sentence) => {
  expect(describeNoMistake(counts)).toBe(sentence);
});
