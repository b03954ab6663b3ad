import { createHash } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { augmentationChoices } from '../../src/core/augmentationChoices';
import { ticketsAt } from '../../src/engine/tickets';
import { bendingStarter, type BendingData, type StartBending } from '../../src/trainer/bendingThread';
import { BentBatches } from '../../src/trainer/trainingBatches';
import { builtFolder, trainData } from './enginesForTests';

const batchSize = 300;
/** A batch of 300 are 38 tasks of 8 images, of which the last has 4. */
const taskCount = 38;
const batchOf = (step: number) => Int32Array.from({ length: batchSize }, (_, row) => step * 977 + row * 13);
const stepRows = [batchOf(0), batchOf(1), batchOf(2), batchOf(3).subarray(0, 77)];

const silentStarter: StartBending = () => ({ terminate: () => undefined });
const threadStarter = bendingStarter(builtFolder, 0, 2) ?? silentStarter;

async function bentBatches(startBending?: StartBending, patienceMs?: number): Promise<BentBatches> {
  const batches = new BentBatches(augmentationChoices.people, 3, batchSize, await trainData, startBending, patienceMs);
  onTestFinished(() => batches.dispose());
  return batches;
}

/** The images of four steps, by their hashes. */
async function bend(startBending?: StartBending): Promise<string[]> {
  const batches = await bentBatches(startBending);
  return stepRows.map((rows, step) => hash(batches.rows(rows, step, stepRows[step + 1]).images));
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a thread that bends ahead changes no byte', async () => {
  expect(await bend(threadStarter)).toEqual(await bend());
});

test('nor does one that never comes up', async () => {
  expect(await bend(silentStarter)).toEqual(await bend());
});

test('nor does one that ends in the middle of a task', async () => {
  let shared: BendingData | undefined;
  const startBending: StartBending = (data) => {
    shared = data;
    return silentStarter(data);
  };
  const batches = await bentBatches(startBending, 20);
  batches.rows(batchOf(0), 0, batchOf(1));
  expect(shared && ticketsAt(shared.buffer, 0).draw()).toBe(0);
  expect(hash(batches.rows(batchOf(1), 1).images)).toBe((await bend())[1]);
});

test('the thread bends a whole batch while nobody asks for it', async () => {
  let shared: BendingData | undefined;
  const batches = await bentBatches((data) => {
    shared = data;
    return threadStarter(data);
  });
  batches.rows(batchOf(0), 0, batchOf(1));
  await vi.waitFor(() => expect(shared && ticketsAt(shared.buffer, 0).done()).toBe(taskCount), { timeout: 20_000 });
});

test('disposing ends the thread', async () => {
  let terminated = 0;
  const batches = await bentBatches(() => ({ terminate: () => (terminated += 1) }));
  batches.dispose();
  expect(terminated).toBe(1);
});

test.each([
  [1, 2, 'one thread was asked for'],
  [0, 1, 'there is one core'],
])('%i threads on %i cores bend no images ahead: %s', (asked, cores) => {
  expect(bendingStarter(builtFolder, asked, cores)).toBeUndefined();
});
