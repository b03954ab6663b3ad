import { describe, expect, it } from 'vitest';
import { describePosition, formatDuration } from '../../../src/webview/evaluate/reportWords';

describe('describePosition', () => {
  it.each([
    [{ epoch: 0, step: 0 }, 'untrained'],
    [{ epoch: 20, step: 0 }, 'epoch 20'],
    // Seven epochs done, 212 steps into the eighth.
    [{ epoch: 7, step: 212 }, 'epoch 8, batch 212'],
  ])('%j', (position, expected) => {
    expect(describePosition(position)).toBe(expected);
  });
});

describe('formatDuration', () => {
  it.each([
    [117.6, '118 ms'],
    [12_340, '12.3 s'],
  ])('%d ms', (durationMs, expected) => {
    expect(formatDuration(durationMs)).toBe(expected);
  });
});
