/**
 * Tasks that threads share, in a block of shared memory. Who wants one draws it: the ticket holds, from its lowest byte on, the
 * next task and the number of tasks on offer, and above these which offer it is, so that one exchange both checks and takes. A
 * thread that was held up for any time still cannot draw from an offer that is over, since the ticket has changed.
 */
export interface Tickets {
  /** Offers up to 255 tasks, numbered from 0, when those before are done. */
  offer(tasks: number): void;
  /** The next task on offer; `undefined` where all are taken. */
  draw(): number | undefined;
  /** Says that a task is done. */
  finish(): void;
  /** Tasks on offer that are done. */
  done(): number;
  /** Sends all threads home. */
  close(): void;
  isClosed(): boolean;
  /** Returns when a task may be on offer, or the block is closed. */
  awaitOffer(): void;
  /** Returns when `done` is no longer `count`, or after some time. */
  awaitDone(count: number, timeoutMs: number): void;
}

/** Of the block, a cache line. */
export const ticketBytes = 64;

// Offers may follow each other within a millisecond: a thread that sleeps in between wakes too late, one that spins for long
// takes a core from others. So many turns take some 20 microseconds.
const spinTurns = 5000;

const words = { ticket: 0, done: 1, closed: 2 } as const;

export function ticketsAt(buffer: ArrayBufferLike, address: number): Tickets {
  const shared = new Int32Array(buffer, address, ticketBytes / Int32Array.BYTES_PER_ELEMENT);
  const read = (word: keyof typeof words) => Atomics.load(shared, words[word]);
  const hasTask = (ticket: number) => (ticket & 0xff) < ((ticket >>> 8) & 0xff);

  return {
    offer(tasks) {
      Atomics.store(shared, words.done, 0);
      Atomics.store(shared, words.ticket, (((read('ticket') >>> 16) + 1) << 16) | (tasks << 8));
      Atomics.notify(shared, words.ticket);
    },
    draw() {
      for (;;) {
        const ticket = read('ticket');
        if (!hasTask(ticket)) return undefined;
        if (Atomics.compareExchange(shared, words.ticket, ticket, ticket + 1) === ticket) return ticket & 0xff;
      }
    },
    finish() {
      Atomics.add(shared, words.done, 1);
      Atomics.notify(shared, words.done);
    },
    done: () => read('done'),
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
