import { describe, expect, it } from 'vitest';
import { formatResumeState, parseResumeState, type ResumeState } from '../../src/core/formats/resumeState';
import { formatSafetensors } from '../../src/core/formats/safetensors';

const state: ResumeState = {
  epoch: 7,
  step: 212,
  // Numbers that have no short decimal: each 64-bit float must come back as it was.
  sums: { lossSum: 27136.1 + 0.2, correct: 21_004, seconds: 1 / 3 },
  slots: new Map([['linear.bias.exp_avg', { shape: [2], data: Float32Array.of(0.1, -3e-39) }]]),
  weightsHash: 'a'.repeat(64),
};

describe('parseResumeState', () => {
  it('reads what formatResumeState writes, to the bit', () => {
    expect(parseResumeState(formatResumeState(state), 'r')).toEqual(state);
  });

  it.each([0, 1e-7, 1.7976931348623157e308])('takes the sum %d', (lossSum) => {
    const changed = { ...state, sums: { ...state.sums, lossSum } };
    expect(parseResumeState(formatResumeState(changed), 'r')).toEqual(changed);
  });

  it.each([
    ['weights', '../x', 'weights must be a SHA-256'],
    ['epoch', '-1', 'epoch must be a whole number'],
    ['step', '1.5', 'step must be a whole number'],
    ['lossSum', 'NaN', 'lossSum must be a number'],
    ['lossSum', '1e999', 'lossSum must be a number'],
    ['seconds', '', 'seconds must be a number'],
  ])('refuses the %s %j', (field, value, sentence) => {
    const metadata = { weights: 'a'.repeat(64), epoch: '7', step: '212', lossSum: '1', correct: '1', seconds: '1', [field]: value };
    expect(() => parseResumeState(formatSafetensors({ tensors: new Map(), metadata }), 'r')).toThrow(`r: its description: ${sentence}`);
  });

  it('refuses a file that lacks a field', () => {
    expect(() => parseResumeState(formatSafetensors({ tensors: new Map(), metadata: { weights: 'a'.repeat(64) } }), 'r')).toThrow('r: its description: epoch');
  });
});
