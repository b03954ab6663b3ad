import { expect, test } from 'vitest';
import { LatestCall } from '../../../src/webview/samples/latestCall';

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('of what is asked during a call only the newest is called', async () => {
  const answers: string[] = [];
  const call = new LatestCall(
    (question: number) => Promise.resolve(question * 10),
    (answer, question) => answers.push(`${question}: ${answer}`),
    () => undefined,
  );
  for (const question of [1, 2, 3, 4]) call.ask(question);
  await settled();
  expect(answers).toEqual(['1: 10', '4: 40']);
});

test('after a failure the next question is called as ever', async () => {
  const answers: number[] = [];
  const errors: unknown[] = [];
  const call = new LatestCall(
    (question: number) => (question === 1 ? Promise.reject(new Error('no')) : Promise.resolve(question)),
    (answer) => answers.push(answer),
    (error) => errors.push(error),
  );
  call.ask(1);
  await settled();
  call.ask(2);
  await settled();
  expect([errors.map(String), answers]).toEqual([['Error: no'], [2]]);
});
