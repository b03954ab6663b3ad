import type { RunEvent, RunSnapshot } from '../core/run';
import { readRun, readRunSnapshot } from './runStore';

/** What a run is after its trainer died: why, as a sentence, and the checkpoint that it saved but could no longer tell of. */
export interface Crash {
  readonly problem: string;
  readonly saved: Extract<RunEvent, { kind: 'checkpoint' }> | undefined;
}

/** The trainer is gone, so the disk is asked what it kept; `ending` is how it ended, as a clause. */
export async function describeCrash(run: RunSnapshot, ending = 'for no known reason'): Promise<Crash> {
  const stored = await readRun(run.folder)
    .then(readRunSnapshot)
    .catch(() => undefined);
  const kept = stored?.last;
  const sentence = kept ? ` Its checkpoint of epoch ${kept.epoch} is kept.` : '';
  const problem = `The trainer process ended in epoch ${run.epoch + 1}: ${ending}.${sentence}`;
  if (!kept || kept.name === run.last?.name) return { problem, saved: undefined };
  const removed = run.checkpoints.filter(({ name }) => stored.checkpoints.every((checkpoint) => checkpoint.name !== name)).map(({ name }) => name);
  return { problem, saved: { kind: 'checkpoint', checkpoint: kept, isBest: kept.name === stored.best?.name, removed } };
}
