/** See child.mjs. */
import type { Epoch } from './summary.mjs';

export class Contender {
  constructor(command: { file: string; args: string[]; env?: Record<string, string> });
  greeting(): Promise<{ ready: string } | { absent: string }>;
  epoch(): Promise<Epoch>;
  stop(): void;
}
