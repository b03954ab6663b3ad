import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { throttle } from '../../src/host/throttle';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('works at once, then once in an interval while it is asked, and last for the last', () => {
  const times: number[] = [];
  const { request } = throttle(100, () => times.push(Date.now() - start));
  const start = Date.now();
  for (const pause of [0, 10, 10, 95, 10, 300]) {
    vi.advanceTimersByTime(pause);
    request();
  }
  vi.advanceTimersByTime(1000);
  // Asked at 0, 10, 20, 115, 125 and 425.
  expect(times).toEqual([0, 100, 200, 425]);
});
