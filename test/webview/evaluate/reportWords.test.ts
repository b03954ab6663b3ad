import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../../src/webview/evaluate/reportWords';

describe('formatDuration', () => {
  it.each([
    [117.6, '118 ms'],
    [12_340, '12.3 s'],
  ])('%d ms', (durationMs, expected) => {
    expect(formatDuration(durationMs)).toBe(expected);
  });
});
