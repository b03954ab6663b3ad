import type { Port } from '../protocol/port';

/** The channel to the process that forked this one. */
export function parentPort(): Port {
  return {
    post(message) {
      // Without a callback, sending after the parent has gone ends the process with an unhandled EPIPE.
      if (process.connected) process.send?.(message, undefined, {}, () => undefined);
    },
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.once('disconnect', listener),
  };
}
