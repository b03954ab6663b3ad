import { fork } from 'node:child_process';
import type { Port } from '../protocol/port';

/** A running trainer: its channel, what it prints, and a way to end it. */
export interface TrainerProcess extends Port {
  /** The number of the process; `undefined` where it could not be started. */
  readonly pid: number | undefined;
  /** Lines of its stdout and stderr, which nobody but the log is interested in. */
  onOutput(listener: (line: string) => void): void;
  /** How the process ended, as a clause ("it was ended by SIGKILL"); known once the port has closed. */
  readonly ending: string | undefined;
  /** Closes the channel: the process saves what it does and ends within two seconds; after three it is ended. */
  end(): void;
}

/** `threads` are TensorFlow's, which takes them from the environment of its process. */
export type LaunchTrainer = (options: { threads: number }) => TrainerProcess;

const endMs = 3000;

/**
 * glibc gives each thread a heap of its own, up to eight a core, and what is freed in one is not used for another: with
 * four of them the process of a large model is some 30 MB smaller, and as fast.
 * (https://www.gnu.org/software/libc/manual/html_node/Memory-Allocation-Tunables.html)
 */
const heaps = '4';

/** Launches the program `trainer.js` of the built extension as a child process. */
export function trainerLauncher(trainerFile: string): LaunchTrainer {
  return ({ threads }) => {
    const child = fork(trainerFile, [], {
      // The parent's own flags (an --inspect, say) would make the child fail or listen on the same port.
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, TF_NUM_INTEROP_THREADS: String(threads), MALLOC_ARENA_MAX: heaps },
    });
    let ending: string | undefined;
    let closed = false;
    const closeListeners: (() => void)[] = [];
    const close = (how: string) => {
      if (closed) return;
      closed = true;
      ending = how;
      for (const listener of closeListeners) listener();
    };
    child.once('exit', (code, signal) => close(signal ? `it was ended by ${signal}` : `it ended with code ${code}`));
    child.once('error', (error) => close(`it could not be started: ${error.message}`));

    return {
      pid: child.pid,
      post(message) {
        if (child.connected && typeof message === 'object' && message !== null) child.send(message, () => undefined);
      },
      onMessage: (listener) => void child.on('message', listener),
      onClose: (listener) => void closeListeners.push(listener),
      onOutput(listener) {
        for (const stream of [child.stdout, child.stderr]) {
          stream?.setEncoding('utf8').on('data', (text: string) => text.split('\n').filter((line) => line.trim() !== '').forEach(listener));
        }
      },
      get ending() {
        return ending;
      },
      end() {
        if (child.connected) child.disconnect();
        setTimeout(() => closed || child.kill('SIGKILL'), endMs).unref();
      },
    };
  };
}
