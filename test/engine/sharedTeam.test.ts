import { expect, test } from 'vitest';
import { controlAt, controlBytes } from '../../src/engine/wasm/threads/control';
import type { Job } from '../../src/engine/wasm/threads/job';
import { sharedTeam } from '../../src/engine/wasm/threads/sharedTeam';
import type { WorkerData } from '../../src/engine/wasm/threads/worker';

const job: Job = { kind: 'train', tasks: 3, fromDataset: true, firstRow: 256, rows: 44, batchRows: 300, step: 7, learningRate: 0.1 };
// What a worker gets does not matter here: these stand for it.
const workers = [{} as WorkerData];

function twoViews() {
  const memory = new SharedArrayBuffer(controlBytes);
  return [controlAt(memory, 0), controlAt(memory, 0)] as const;
}

test('each task is drawn once, by whoever comes first', () => {
  const [one, other] = twoViews();
  one.offer(job);
  expect([other.draw(), one.draw(), other.draw(), one.draw(), other.draw()]).toEqual([0, 1, 2, undefined, undefined]);
});

test('who draws a task sees the job', () => {
  const [one, other] = twoViews();
  one.offer(job);
  other.draw();
  expect(other.job()).toEqual(job);
});

test('no task can be drawn before a job, between two jobs, or after the end', () => {
  const [one, other] = twoViews();
  const drawn = [other.draw()];
  one.offer({ ...job, tasks: 1 });
  drawn.push(other.draw(), other.draw());
  one.offer({ ...job, tasks: 1 });
  one.close();
  drawn.push(other.draw());
  expect(drawn).toEqual([undefined, 0, undefined, undefined]);
});

test('jobs are told apart after 70,000 of them too', () => {
  const [one, other] = twoViews();
  for (let count = 0; count < 70_000; count++) one.offer(job);
  expect([other.draw(), other.draw(), other.draw(), other.draw()]).toEqual([0, 1, 2, undefined]);
});

test('tasks that a worker took are waited for', () => {
  const [control, other] = twoViews();
  const order: string[] = [];
  const startWorker = () => ({ terminate: () => undefined });
  const run = (_: Job, task: number) => {
    order.push(`own ${task}`);
    const taken = task === 0 ? other.draw() : undefined;
    if (taken !== undefined) {
      order.push(`other ${taken}`);
      other.finish();
    }
  };
  sharedTeam({ run }, control, workers, startWorker).run(job);
  expect(order).toEqual(['own 0', 'other 1', 'own 2']);
});

test('a worker that takes a task and dies makes the job an Error after a bounded time', () => {
  const [control, other] = twoViews();
  const run = () => void other.draw();
  const team = sharedTeam({ run }, control, workers, () => ({ terminate: () => undefined }), 50);
  expect(() => team.run(job)).toThrow('A thread of the engine ended: no progress for 0.05 s');
});

test('a worker that fails in its task makes the job an Error', () => {
  const [control, other] = twoViews();
  const run = () => {
    if (other.draw() === undefined) return;
    other.fail();
    other.finish();
  };
  const team = sharedTeam({ run }, control, workers, () => ({ terminate: () => undefined }));
  expect(() => team.run(job)).toThrow('A thread of the engine ended: it failed');
});

test('disposing ends the workers', () => {
  const [control, other] = twoViews();
  let terminated = 0;
  const team = sharedTeam({ run: () => undefined }, control, workers, () => ({ terminate: () => (terminated += 1) }));
  team.run(job);
  team.dispose();
  expect([terminated, other.isClosed()]).toEqual([1, true]);
});
