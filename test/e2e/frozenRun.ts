import type { Editor } from './editor';
import { listRunFolders, waitForCheckpoint } from './runFolder';
import { waitForExit, waitForTrainer } from './trainerProcess';
import { runCommand } from './workbench';

/** A run in its first epochs whose trainer process does not move. */
export interface FrozenRun {
  readonly folder: string;
  readonly trainerPid: number;
  /** Lets the trainer go on. */
  thaw(): void;
}

/**
 * Starts a run from the palette and halts its trainer process (SIGSTOP) after the first epoch. A run of the notebook takes
 * about two seconds: too short to do something by hand in the middle.
 */
export async function startAndFreeze(editor: Editor): Promise<FrozenRun> {
  const { folder, trainerPid } = await startRun(editor);
  process.kill(trainerPid, 'SIGSTOP');
  return { folder, trainerPid, thaw: () => void process.kill(trainerPid, 'SIGCONT') };
}

/** Starts a run from the palette and kills its trainer process (SIGKILL) after the first epoch. Returns the run's folder. */
export async function startAndKill(editor: Editor): Promise<string> {
  const { folder, trainerPid } = await startRun(editor);
  process.kill(trainerPid, 'SIGKILL');
  await waitForExit(trainerPid);
  return folder;
}

async function startRun({ page, probe, workspace }: Editor): Promise<{ folder: string; trainerPid: number }> {
  const hostPid = await probe.pid();
  const known = (await listRunFolders(workspace)).length;
  await runCommand(page, 'MNIST: Train');
  const trainerPid = await waitForTrainer(hostPid);
  const folder = await waitForCheckpoint(workspace, 'epoch-0001', known);
  return { folder, trainerPid };
}
