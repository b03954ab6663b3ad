import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StepSeries } from '../../src/core/stepSeries';
import { LabFeed } from '../../src/extension/webview/labFeed';
import type { LabState } from '../../src/protocol/labContract';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('sends the first change after the page opened at once, whenever the last one was, and the next ones every 100 ms', () => {
  let state: LabState = { activity: 'idle', pace: 'full', next: { recipe: 'notebook', isCustom: false }, runs: [], isEvaluating: false, digitCount: 0 };
  const sent: [afterMs: number, digitCount: number | undefined][] = [];
  const start = Date.now();
  const feed = new LabFeed(
    { state: () => state, steps: () => new StepSeries() },
    ({ changes }) => sent.push([Date.now() - start, changes.digitCount]),
    () => undefined,
  );
  const changeAfter = (pauseMs: number, digitCount: number) => {
    vi.advanceTimersByTime(pauseMs);
    state = { ...state, digitCount };
    feed.change();
  };

  feed.open(undefined);
  changeAfter(0, 1);
  changeAfter(10, 2);
  feed.replace();
  vi.advanceTimersByTime(10);
  feed.open(undefined);
  changeAfter(10, 3);
  changeAfter(10, 4);
  changeAfter(10, 5);
  vi.advanceTimersByTime(1000);
  // What changed at 10 is part of the state that was opened at 20.
  expect(sent).toEqual([[0, 1], [30, 3], [130, 5]]);
});
