import type { Job, JobKind } from './job';

/**
 * What the threads of a model tell each other, in a block of shared memory.
 *
 * Who wants a task draws it: the ticket holds, from its lowest byte on, the next task and the number of tasks of the job, and
 * above these which job it is, so that one exchange both checks and takes. A thread that was held up for any time still
 * cannot draw from a job that is over, since the ticket has changed.
 */
export interface Control {
  /** Offers a job to all threads: the caller's fields are seen by whoever draws a task of it. */
  offer(job: Job): void;
  /** The next task of the job on offer; `undefined` where all are taken. */
  draw(): number | undefined;
  job(): Job;
  /** Says that a task is done. */
  finish(): void;
  /** Says that there is progress within a task. */
  beat(): void;
  /** Tasks of the job that are done. */
  done(): number;
  beats(): number;
  /** Tells that a thread failed. */
  fail(): void;
  hasFailed(): boolean;
  /** Sends all threads home. */
  close(): void;
  isClosed(): boolean;
  /** Returns when a task may be on offer, or the block is closed. */
  awaitOffer(): void;
  /** Returns when `done` is no longer `count`, or after some time. */
  awaitDone(count: number, timeoutMs: number): void;
}

export const controlBytes = 256;

const jobKinds: readonly JobKind[] = ['train', 'evaluate', 'predict', 'denseGradients', 'update'];

// A step has some three jobs a millisecond: a thread that sleeps in between wakes too late, one that spins for long takes a core
// from others. So many turns take some 20 microseconds.
const spinTurns = 5000;

const words = { ticket: 0, done: 1, beats: 2, failed: 3, closed: 4 } as const;
const jobOffset = 64;

export function controlAt(buffer: ArrayBufferLike, address: number): Control {
  const shared = new Int32Array(buffer, address, jobOffset / Int32Array.BYTES_PER_ELEMENT);
  const fields = new Float64Array(buffer, address + jobOffset, 9);
  const read = (word: keyof typeof words) => Atomics.load(shared, words[word]);
  const hasTask = (ticket: number) => (ticket & 0xff) < ((ticket >>> 8) & 0xff);

  return {
    offer(job) {
      fields.set([jobKinds.indexOf(job.kind), job.tasks, job.fromDataset ? 1 : 0, job.firstRow, job.rows, job.batchRows, job.step, job.learningRate]);
      Atomics.store(shared, words.done, 0);
      Atomics.store(shared, words.ticket, (((read('ticket') >>> 16) + 1) << 16) | (job.tasks << 8));
      Atomics.notify(shared, words.ticket);
    },
    draw() {
      for (;;) {
        const ticket = read('ticket');
        if (!hasTask(ticket)) return undefined;
        if (Atomics.compareExchange(shared, words.ticket, ticket, ticket + 1) === ticket) return ticket & 0xff;
      }
    },
    job() {
      const [kind = 0, tasks = 0, fromDataset = 0, firstRow = 0, rows = 0, batchRows = 0, step = 0, learningRate = 0] = fields;
      return { kind: jobKinds[kind] ?? 'update', tasks, fromDataset: fromDataset === 1, firstRow, rows, batchRows, step, learningRate };
    },
    finish() {
      Atomics.add(shared, words.done, 1);
      Atomics.notify(shared, words.done);
    },
    beat: () => void Atomics.add(shared, words.beats, 1),
    done: () => read('done'),
    beats: () => read('beats'),
    fail: () => void Atomics.store(shared, words.failed, 1),
    hasFailed: () => read('failed') === 1,
    close() {
      Atomics.store(shared, words.closed, 1);
      // A ticket without tasks, but another one, so that nobody goes to sleep on the last.
      Atomics.store(shared, words.ticket, ((read('ticket') >>> 16) + 1) << 16);
      Atomics.notify(shared, words.ticket);
    },
    isClosed: () => read('closed') === 1,
    awaitOffer() {
      for (let turn = 0; turn < spinTurns; turn++) {
        if (hasTask(read('ticket')) || read('closed') === 1) return;
      }
      const ticket = read('ticket');
      if (!hasTask(ticket) && read('closed') === 0) Atomics.wait(shared, words.ticket, ticket);
    },
    awaitDone(count, timeoutMs) {
      for (let turn = 0; turn < spinTurns; turn++) {
        if (read('done') !== count) return;
      }
      Atomics.wait(shared, words.done, count, timeoutMs);
    },
  };
}
