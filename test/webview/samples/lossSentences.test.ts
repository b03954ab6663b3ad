import { expect, test } from 'vitest';
import { lossSentences } from '../../../src/webview/samples/lossSentences';

/** Ten probabilities of which these are named; the rest is shared by the others. */
function probabilities(named: Readonly<Record<number, number>>): number[] {
  const rest = (1 - Object.values(named).reduce((sum, each) => sum + each, 0)) / (10 - Object.keys(named).length);
  return Array.from({ length: 10 }, (_, digit) => named[digit] ?? rest);
}

test('says how the loss comes from the label’s probability', () => {
  // The design's example: -ln(0.164) = 1.808
  const { price } = lossSentences(probabilities({ 1: 0.154, 2: 0.164, 3: 0.231, 8: 0.386 }), 2, 1.808);
  expect(price).toBe('−ln(0.164): the price of giving the right digit only 16.4%.');
});

test.each([
  [0.9999, '−ln(1.000): the right digit got more than 99.9%, so there is next to nothing to pay.'],
  [0.7, '−ln(0.700): the price of giving the right digit 70.0% and not all.'],
  [0.000_012_3, '−ln(0.0000123): the price of giving the right digit less than 0.1%.'],
])('a right digit with probability %d', (right, price) => {
  expect(lossSentences(probabilities({ 4: right }), 4, -Math.log(right)).price).toBe(price);
});

test('where the probability is too small for a float, the loss tells it', () => {
  // exp(-120) = 7.67e-53
  expect(lossSentences(probabilities({ 4: 0, 7: 1 }), 4, 120).price).toContain('−ln(7.67e-53)');
});

test.each([
  ['sure and right', { 4: 0.97 }, 4, 'It is sure, and right.'],
  ['right with doubt', { 4: 0.7, 9: 0.2 }, 4, 'It is right, with some doubt: 9 comes next with 20%.'],
  ['hesitating and right', { 4: 0.4, 9: 0.3 }, 4, 'It hesitates, and is right: 4 leads with 40%, 9 comes next with 30%. Guessing blindly would give each digit 10%.'],
  ['sure and wrong', { 4: 0.01, 9: 0.98 }, 4, 'It is sure, and wrong: it gives 9 98%. Such images cost the most.'],
  ['wrong with doubt', { 4: 0.3, 9: 0.6 }, 4, 'It is wrong, with some doubt: 9 has 60%, and the true 4 is second.'],
  ['hesitating, the truth next', { 4: 0.3, 9: 0.4 }, 4, 'It hesitates: 9 leads with 40%, then the true 4. Guessing blindly would give each digit 10%.'],
  ['the design’s example', { 1: 0.154, 2: 0.164, 3: 0.231, 8: 0.386 }, 2, 'It hesitates: 8 leads with 39%, then 3, then the true 2. Guessing blindly would give each digit 10%.'],
  ['hesitating, the truth far behind', { 0: 0.01, 3: 0.3, 5: 0.2, 8: 0.4 }, 0, 'It hesitates: 8 leads with 40%, the true 0 is last. Guessing blindly would give each digit 10%.'],
] as const)('%s', (_, named, label, judgement) => {
  expect(lossSentences(probabilities(named), label, 0).judgement).toBe(judgement);
});
