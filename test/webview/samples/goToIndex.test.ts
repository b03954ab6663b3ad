import { expect, test } from 'vitest';
import { readIndex } from '../../../src/webview/samples/goToIndex';

test.each(['1839', ' 1839 ', '1,839', '#1839'])('reads %s', (text) => {
  expect(readIndex(text, 'test', 0)).toEqual({ kind: 'index', index: 1839 });
});

test.each([
  ['70000', 'test', 'There is no image 70,000: Test images go from 0 to 9,999.'],
  ['70000', 'validation', 'There is no image 70,000: Train and validation images go from 0 to 59,999.'],
  ['10000', 'test', 'There is no image 10,000: Test images go from 0 to 9,999.'],
  ['99999999999999999999999', 'test', 'There is no image 99999999999999999999…: Test images go from 0 to 9,999.'],
  ['seven', 'train', '“seven” is not an index: Train and validation images go from 0 to 59,999.'],
  ['-1', 'train', '“-1” is not an index: Train and validation images go from 0 to 59,999.'],
  ['1.5', 'test', '“1.5” is not an index: Test images go from 0 to 9,999.'],
  ['1,83', 'test', '“1,83” is not an index: Test images go from 0 to 9,999.'],
  ['', 'test', 'Type an index: Test images go from 0 to 9,999.'],
  ['14', 'digits', 'There is no image 14: Your digits go from 0 to 13.'],
] as const)('says of "%s" in %s where the limits are', (text, set, sentence) => {
  expect(readIndex(text, set, 14)).toEqual({ kind: 'problem', sentence });
});

test('without digits there is nowhere to go', () => {
  expect(readIndex('0', 'digits', 0)).toEqual({ kind: 'problem', sentence: 'There are no digits of yours yet.' });
});
