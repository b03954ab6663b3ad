import { expect, test } from 'vitest';
import { actionOfKey } from '../../../src/webview/samples/sampleKeys';

const bare = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };

test.each([
  ['n', {}, 'nextMistake'],
  ['N', { shiftKey: true }, 'previousMistake'],
  ['p', {}, 'previousMistake'],
  // With caps lock on.
  ['N', {}, 'nextMistake'],
  ['n', { ctrlKey: true }, undefined],
  ['p', { metaKey: true }, undefined],
  ['x', {}, undefined],
] as const)('%s with %o is %s', (key, modifiers, expected) => {
  expect(actionOfKey({ ...bare, key, ...modifiers })).toBe(expected);
});
