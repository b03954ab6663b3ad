import type { Editor } from './editor';
import { checkpointName, listRunFolders, waitForCheckpoint } from './runFolder';
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
 * Starts a run from the palette and halts its trainer process (SIGSTOP) as soon as it has the checkpoint of `epoch`. A run of
 * the notebook takes about two seconds: too short to do something by hand in the middle.
 */
export async function startAndFreeze(editor: Editor, epoch = 1): Promise<FrozenRun> {
  const { folder, trainerPid } = await startRun(editor, epoch);
  process.kill(trainerPid, 'SIGSTOP');
  return { folder, trainerPid, thaw: () => void process.kill(trainerPid, 'SIGCONT') };
}

/** Starts a run from the palette and kills its trainer process (SIGKILL) after the first epoch. */
export async function startAndKill(editor: Editor): Promise<void> {
  const { trainerPid } = await startRun(editor, 1);
  process.kill(trainerPid, 'SIGKILL');
  await waitForExit(trainerPid);
}

async function startRun({ page, probe, workspace }: Editor, epoch: number): Promise<{ folder: string; trainerPid: number }> {
  const hostPid = await probe.pid();
  const known = (await listRunFolders(workspace)).length;
  await runCommand(page, 'MNIST: Train');
  const trainerPid = await waitForTrainer(hostPid);
  const folder = await waitForCheckpoint(workspace, checkpointName(epoch), known);
  return { folder, trainerPid };
}
