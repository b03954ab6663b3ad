import { readFile } from 'node:fs/promises';
import type { Frame } from 'playwright-core';
import type { Editor } from '../../test/e2e/editor';
import { findTrainers } from '../../test/e2e/trainerProcess';

/** What each process holds after its garbage was collected; the trainer, which has no such hook, what is resident. */
export interface Memory {
  /** JavaScript heap of the lab's page. */
  readonly labBytes: number;
  /** Elements and texts of that page, those that were taken away but are still held included. */
  readonly labNodes: number;
  readonly hostBytes: number;
  readonly trainerBytes: number;
}

export async function measureMemory({ page, probe }: Editor, lab: Frame): Promise<Memory> {
  // The lab's page lies in a frame of the webview's, whose process it shares.
  const session = await page.context().newCDPSession(lab.parentFrame() ?? lab);
  // What finalizers let go of is garbage of the next collection.
  for (let time = 0; time < 2; time++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  await session.detach();
  const [trainer] = await findTrainers(await probe.pid());
  return { labBytes: usedSize, labNodes: nodes, hostBytes: await probe.heapUsedBytes(), trainerBytes: trainer === undefined ? NaN : await residentBytes(trainer) };
}

/** `VmRSS` of /proc/<pid>/status (proc(5)), which is in units of 1024 bytes. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
}
