// The benchmark's line protocol, as its parent speaks it. A contender is a process that prints `ready DESCRIPTION`, or
// `absent SENTENCE` where it lacks what it needs; then, for each line `epoch` on its standard input, it trains one epoch
// and prints {"wallMs", "cpuMs", "loss"}: the loss is the mean over the epoch's images. It ends with its input.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A running contender. Every call rejects with what it wrote to its standard error where the process ends early. */
export class Contender {
  /** @param {{ file: string, args: string[], env?: Record<string, string> }} command */
  constructor({ file, args, env = {} }) {
    this.process = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.errors = '';
    this.process.stderr.setEncoding('utf8').on('data', (text) => (this.errors += text));
    // Writing to a process that has just ended must not end this one; the missing answer tells.
    this.process.stdin.on('error', () => {});
    this.process.on('error', (error) => (this.errors += error.message));
    this.closed = new Promise((resolve) => this.process.once('close', resolve));
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** What the contender says of itself: `{ready: description}` or `{absent: sentence}`. Other lines before that are not ours. */
  async greeting() {
    for (;;) {
      const [word, ...rest] = (await this.line()).split(' ');
      if (word === 'ready') return { ready: rest.join(' ') };
      if (word === 'absent') return { absent: rest.join(' ') };
    }
  }

  /** Trains one epoch: `{wallMs, cpuMs, loss}`. */
  async epoch() {
    this.process.stdin.write('epoch\n');
    const record = JSON.parse(await this.line());
    for (const field of ['wallMs', 'cpuMs', 'loss']) {
      if (typeof record[field] !== 'number') throw new Error(`the contender's answer lacks ${field}: ${JSON.stringify(record)}`);
    }
    return record;
  }

  stop() {
    this.process.stdin.end();
  }

  async line() {
    const { value, done } = await this.lines.next();
    if (!done) return value;
    // Its last words may still be under way when its standard output has ended.
    await this.closed;
    throw new Error(`the process ended: ${this.errors.trim() || 'it wrote no error'}`);
  }
}
