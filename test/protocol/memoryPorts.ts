import type { Port } from '../../src/protocol/port';

/** Two ends of one channel in memory. Messages are cloned and arrive in a later turn, as a process' do. */
export function memoryPorts(): { a: Port; b: Port; close: () => void } {
  const listeners = { a: [] as ((message: unknown) => void)[], b: [] as ((message: unknown) => void)[] };
  const closeListeners: (() => void)[] = [];
  let closed = false;
  const end = (mine: 'a' | 'b', other: 'a' | 'b'): Port => ({
    post(message) {
      const copy: unknown = structuredClone(message);
      setImmediate(() => {
        if (!closed) for (const listener of listeners[other]) listener(copy);
      });
    },
    onMessage: (listener) => void listeners[mine].push(listener),
    onClose: (listener) => void closeListeners.push(listener),
  });
  return {
    a: end('a', 'b'),
    b: end('b', 'a'),
    close() {
      closed = true;
      for (const listener of closeListeners) listener();
    },
  };
}
