import { expect, test } from 'vitest';
import { LatestCall } from '../../../src/webview/store/latestCall';

/** A call whose answers the test gives, and what came of them. */
function setUp(mostInFlight = 1) {
  const calls: { readonly input: string; readonly resolve: (output: string) => void; readonly reject: (error: Error) => void }[] = [];
  const heard: string[] = [];
  const latest = new LatestCall<string, string>(
    (input) => new Promise((resolve, reject) => calls.push({ input, resolve, reject })),
    (output, input) => heard.push(`${input}: ${output}`),
    (error) => heard.push(String(error)),
    mostInFlight,
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { latest, calls, heard, settle };
}

test('one call is in flight, and of those asked for meanwhile only the last follows', async () => {
  const { latest, calls, heard, settle } = setUp();
  for (const input of ['a', 'b', 'c']) latest.request(input);
  expect(calls.map(({ input }) => input)).toEqual(['a']);
  calls[0]?.resolve('1');
  await settle();
  expect(calls.map(({ input }) => input)).toEqual(['a', 'c']);
  calls[1]?.resolve('2');
  await settle();
  expect(heard).toEqual(['a: 1', 'c: 2']);
});

test('an answer that comes after cancelling is dropped', async () => {
  const { latest, calls, heard, settle } = setUp();
  latest.request('a');
  latest.cancel();
  calls[0]?.resolve('1');
  await settle();
  expect(heard).toEqual([]);
});

test('after cancelling, a new call waits for the one in flight and is delivered', async () => {
  const { latest, calls, heard, settle } = setUp();
  latest.request('a');
  latest.cancel();
  latest.request('b');
  expect(calls).toHaveLength(1);
  calls[0]?.resolve('1');
  await settle();
  calls[1]?.resolve('2');
  await settle();
  expect(heard).toEqual(['b: 2']);
});

test('a failure is told, and the next call goes on', async () => {
  const { latest, calls, heard, settle } = setUp();
  latest.request('a');
  latest.request('b');
  calls[0]?.reject(new Error('no'));
  await settle();
  calls[1]?.resolve('2');
  await settle();
  expect(heard).toEqual(['Error: no', 'b: 2']);
});

test('with two in flight, the third waits for the first answer of either', async () => {
  const { latest, calls, settle } = setUp(2);
  for (const input of ['a', 'b', 'c', 'd']) latest.request(input);
  expect(calls.map(({ input }) => input)).toEqual(['a', 'b']);
  calls[1]?.resolve('2');
  await settle();
  expect(calls.map(({ input }) => input)).toEqual(['a', 'b', 'd']);
});

test('an answer that is overtaken by a newer one is dropped', async () => {
  const { latest, calls, heard, settle } = setUp(2);
  latest.request('a');
  latest.request('b');
  calls[1]?.resolve('2');
  await settle();
  calls[0]?.resolve('1');
  await settle();
  expect(heard).toEqual(['b: 2']);
});
