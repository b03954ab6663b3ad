import { expect, test } from 'vitest';
import { whereIs } from '../../../src/webview/samples/whereIs';

const all = Int32Array.of(0, 1, 3);
const listed = Int32Array.of(0, 3);

test.each([
  ['train', 3, { kind: 'listed' }],
  ['train', 1, { kind: 'hidden' }],
  ['train', 2, { kind: 'elsewhere', set: 'validation' }],
  ['validation', 2, { kind: 'elsewhere', set: 'train' }],
  ['validation', 59_999, { kind: 'elsewhere', set: 'train' }],
  ['train', 60_000, { kind: 'nowhere' }],
  ['test', 2, { kind: 'nowhere' }],
  ['digits', 2, { kind: 'nowhere' }],
] as const)('in %s, image %i is %o', (set, index, expected) => {
  expect(whereIs(index, set, listed, all)).toEqual(expected);
});
