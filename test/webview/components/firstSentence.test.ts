import { expect, test } from 'vitest';
import { firstSentence } from '../../../src/webview/components/firstSentence';

test.each([
  ['it was asked for', 'it was asked for.'],
  ['TensorFlow was not found. To use it, name a folder in mnist.tensorflowPath.', 'TensorFlow was not found.'],
  ['it was found (mnist.tensorflowPath) and passed its self-test', 'it was found (mnist.tensorflowPath) and passed its self-test.'],
])('%s', (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence);
});
