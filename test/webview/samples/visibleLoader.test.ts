import { expect, test } from 'vitest';
import { planRequest, VisibleLoader } from '../../../src/webview/samples/visibleLoader';

const numbersTo = (count: number) => Int32Array.from({ length: count }, (_, index) => index);

test('asks for what is in sight, and where all of that is there, for what comes below and above', () => {
  const view = { indices: numbersTo(20), first: 8, end: 11 };
  expect([...planRequest(view, () => true)]).toEqual([8, 9, 10]);
  expect([...planRequest(view, (index) => index < 8 || index > 10)]).toEqual([11, 12, 13, 5, 6, 7]);
});

test('asks only for what is wanted', () => {
  const view = { indices: Int32Array.of(70, 50, 30, 10), first: 0, end: 2 };
  expect([...planRequest(view, (index) => index !== 50)]).toEqual([70]);
  expect([...planRequest(view, (index) => index < 50)]).toEqual([30, 10]);
});

test('asks for at most 256 images', () => {
  const plan = planRequest({ indices: numbersTo(60_000), first: 1000, end: 1300 }, () => true);
  expect([plan.length, plan[0], plan[255]]).toEqual([256, 1000, 1255]);
});

/** A source that answers when it is told to. */
function makeSource() {
  const has = new Set<number>();
  const asked: number[][] = [];
  const errors: unknown[] = [];
  const settle: { done(): void; fail(error: Error): void }[] = [];
  const loader = new VisibleLoader(
    {
      isWanted: (index) => !has.has(index),
      load(indices) {
        asked.push([...indices]);
        return new Promise<void>((resolve, reject) => {
          const done = () => {
            for (const index of indices) has.add(index);
            resolve();
          };
          settle.push({ done, fail: reject });
        });
      },
      failed: (error) => errors.push(error),
    },
    1,
  );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { loader, asked, errors, settle, settled };
}

test('what scrolled by while an answer was awaited is never asked for', async () => {
  const { loader, asked, settle, settled } = makeSource();
  const indices = numbersTo(1000);
  loader.show({ indices, first: 0, end: 2 });
  loader.show({ indices, first: 500, end: 502 });
  loader.show({ indices, first: 900, end: 902 });
  settle[0]?.done();
  await settled();
  expect(asked).toEqual([
    [0, 1],
    [900, 901],
  ]);
});

test('what is under way is not asked for again', () => {
  const { loader, asked } = makeSource();
  loader.show({ indices: numbersTo(1), first: 0, end: 1 });
  loader.show({ indices: numbersTo(1), first: 0, end: 1 });
  expect(asked).toEqual([[0]]);
});

test('a failure is told once, and stops the asking until it is tried again', async () => {
  const { loader, asked, errors, settle, settled } = makeSource();
  const view = { indices: numbersTo(1), first: 0, end: 1 };
  loader.show(view);
  settle[0]?.fail(new Error('the trainer has ended'));
  await settled();
  loader.show(view);
  expect([asked.length, errors.map(String)]).toEqual([1, ['Error: the trainer has ended']]);
  loader.retry();
  expect(asked.length).toBe(2);
});
