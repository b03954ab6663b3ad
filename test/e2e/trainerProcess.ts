import { readFile } from 'node:fs/promises';
import { childrenOf } from '../../scripts/vscodeServer.mjs';
import { waitFor } from './waitFor';

/** The trainer processes below an extension host, by their command line; there should be at most one. */
export async function findTrainers(hostPid: number): Promise<number[]> {
  const children = await childrenOf(hostPid);
  const commandLines = await Promise.all(children.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return children.filter((_, index) => commandLines[index]?.includes('trainer.js'));
}

/** Waits for the trainer process below an extension host. */
export function waitForTrainer(hostPid: number): Promise<number> {
  return waitFor(async () => (await findTrainers(hostPid))[0], { what: 'the trainer process', intervalMs: 5 });
}

/** Waits until a process is gone. */
export async function waitForExit(pid: number, timeoutMs = 10_000): Promise<void> {
  await waitFor(() => Promise.resolve(isRunning(pid) ? undefined : true), { what: `the end of process ${pid}`, timeoutMs });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
