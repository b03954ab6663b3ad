import { setTimeout as delay } from 'node:timers/promises';

export interface Wait {
  /** What is waited for, for the error's sentence. */
  readonly what: string;
  readonly timeoutMs?: number;
  readonly intervalMs?: number;
}

/** Asks again and again until the answer is not `undefined`, and returns it. Throws after `timeoutMs`. */
export async function waitFor<Answer>(ask: () => Promise<Answer | undefined>, { what, timeoutMs = 30_000, intervalMs = 20 }: Wait): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.`);
    await delay(intervalMs);
  }
}
