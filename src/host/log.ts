/** Where the host writes what happened: an output channel in VS Code, stderr or nothing in a terminal. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}
