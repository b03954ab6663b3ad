/** The other side of a port ended: a call's error where it did so before its answer, a signal's reason in its calls. */
export class PortClosedError extends Error {
  override readonly name = 'PortClosedError';
}

/** Something messages go through: a child process, a webview, or two ends in memory in a test. */
export interface Port {
  /** Sends a message that survives structured cloning; without effect once the port is closed. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}
