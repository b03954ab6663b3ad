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

it('works at once after a rest, and forgets what was asked for before it', () => {
  const times: number[] = [];
  const { request, rest } = throttle(100, () => times.push(Date.now() - start));
  const start = Date.now();
  request();
  vi.advanceTimersByTime(10);
  request();
  rest();
  vi.advanceTimersByTime(20);
  request();
  vi.advanceTimersByTime(1000);
  expect(times).toEqual([0, 30]);
});
