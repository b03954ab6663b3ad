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
