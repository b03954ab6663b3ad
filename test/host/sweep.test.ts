import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Sweep } from '../../src/host/sweep';

let started: number[];
let pieces: number;
let isBusy: boolean;
let failures: string[];
let sweep: Sweep;
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  [started, pieces, isBusy, failures] = [[], 0, false, []];
  sweep = new Sweep(
    async () => {
      started.push(Date.now());
      // Each piece takes 10 ms.
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (pieces < 0) throw new Error('no weights');
      return pieces-- > 0;
    },
    () => isBusy,
    (error) => failures.push(String(error)),
  );
});
afterEach(() => {
  sweep.dispose();
  vi.useRealTimers();
});

it('does one piece after the other until there is nothing to do', async () => {
  pieces = 2;
  sweep.request();
  sweep.request();
  await vi.advanceTimersByTimeAsync(1000);
  // 10 ms of work each, and the 1 ms that a timer of 0 ms takes inside another.
  expect(started).toEqual([0, 11, 22]);
});

it('rests thirty times as long as it worked while the trainer is busy', async () => {
  [pieces, isBusy] = [2, true];
  sweep.request();
  await vi.advanceTimersByTimeAsync(1000);
  expect(started).toEqual([0, 310, 620]);
});

it('goes on as soon as the trainer is free', async () => {
  [pieces, isBusy] = [1, true];
  sweep.request();
  await vi.advanceTimersByTimeAsync(100);
  isBusy = false;
  sweep.request();
  await vi.advanceTimersByTimeAsync(1000);
  expect(started).toEqual([0, 100]);
});

it('gives way to a person for 300 ms', async () => {
  pieces = 2;
  sweep.request();
  await vi.advanceTimersByTimeAsync(5);
  sweep.giveWay();
  await vi.advanceTimersByTimeAsync(1000);
  expect(started).toEqual([0, 305, 316]);
});

it('rests also where it is asked again and again', async () => {
  isBusy = true;
  for (let count = 0; count < 40; count++) {
    sweep.request();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(started).toEqual([0, 310]);
});

it('does not miss what is asked while it finds nothing to do', async () => {
  sweep.request();
  await vi.advanceTimersByTimeAsync(5);
  sweep.request();
  await vi.advanceTimersByTimeAsync(1000);
  expect(started).toEqual([0, 11]);
});

it('waits five seconds after a failure, and does not go on by itself', async () => {
  pieces = -1;
  sweep.request();
  await vi.advanceTimersByTimeAsync(8000);
  expect([started, failures]).toEqual([[0], ['Error: no weights']]);
  sweep.request();
  await vi.advanceTimersByTimeAsync(20);
  sweep.request();
  await vi.advanceTimersByTimeAsync(8000);
  // Failed at 10 and, after the second try at 8000, at 8010.
  expect(started).toEqual([0, 8000, 13_010]);
});

it('does nothing after its end', async () => {
  sweep.request();
  sweep.dispose();
  sweep.request();
  await vi.advanceTimersByTimeAsync(1000);
  expect(started).toEqual([]);
});
