import { exitCode } from './exitCode';

/**
 * Calls `stop` at the first Ctrl-C, or request to end; a second one ends the program at once. Until the returned function is
 * called.
 */
export function stopOnInterrupt(stop: () => void): () => void {
  let interrupts = 0;
  const onInterrupt = () => {
    if (++interrupts > 1) process.exit(exitCode.interrupted);
    stop();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onInterrupt);
  return () => {
    for (const signal of signals) process.off(signal, onInterrupt);
  };
}

/** Takes it as a request to end, once, when whoever read a stream has gone, as `head` in `mnist train | head` does. */
export function endWithReader(stream: NodeJS.WritableStream): void {
  let hasGone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (!hasGone) process.kill(process.pid, 'SIGTERM');
    hasGone = true;
  });
}
