import { ticketBytes, ticketsAt, type Tickets } from '../../tickets';
import type { Job, JobKind } from './job';

/** What the threads of a model tell each other, in a block of shared memory. */
export interface Control extends Omit<Tickets, 'offer'> {
  /** Offers a job to all threads: the caller's fields are seen by whoever draws a task of it. */
  offer(job: Job): void;
  job(): Job;
  /** Says that there is progress within a task. */
  beat(): void;
  beats(): number;
  /** Tells that a thread failed. */
  fail(): void;
  hasFailed(): boolean;
}

const jobKinds: readonly JobKind[] = ['train', 'evaluate', 'predict', 'denseGradients', 'update'];

const words = { beats: 0, failed: 1 } as const;
const wordsOffset = ticketBytes;
const jobOffset = wordsOffset + 64;

export const controlBytes = jobOffset + 64;

export function controlAt(buffer: ArrayBufferLike, address: number): Control {
  const tickets = ticketsAt(buffer, address);
  const shared = new Int32Array(buffer, address + wordsOffset, 2);
  const fields = new Float64Array(buffer, address + jobOffset, 8);

  return {
    ...tickets,
    offer(job) {
      fields.set([jobKinds.indexOf(job.kind), job.tasks, job.fromDataset ? 1 : 0, job.firstRow, job.rows, job.batchRows, job.step, job.learningRate]);
      tickets.offer(job.tasks);
    },
    job() {
      const [kind = 0, tasks = 0, fromDataset = 0, firstRow = 0, rows = 0, batchRows = 0, step = 0, learningRate = 0] = fields;
      return { kind: jobKinds[kind] ?? 'update', tasks, fromDataset: fromDataset === 1, firstRow, rows, batchRows, step, learningRate };
    },
    beat: () => void Atomics.add(shared, words.beats, 1),
    beats: () => Atomics.load(shared, words.beats),
    fail: () => void Atomics.store(shared, words.failed, 1),
    hasFailed: () => Atomics.load(shared, words.failed) === 1,
  };
}
