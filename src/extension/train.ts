import { prepareLabFolder, runsFolder } from '../host/runStore';
import type { RunRequest } from '../host/session';
import type { Lab } from './lab';
import { findLabFolder } from './labFolder';
import { requireNextRun } from './nextRun';
import { readSetting } from './settings';
import { watchRun } from './watchRun';

/** "MNIST: Train": one run of the recipe, with what was changed of it. It asks nothing; view, lab, status bar and log show it. */
export async function train(lab: Lab, showRun: () => void): Promise<void> {
  const { session, log, context } = lab;
  const { folder, note } = findLabFolder(context);
  const request = { configuration: requireNextRun(context.workspaceState), runsFolder: runsFolder(folder), ...runRequest(lab) };
  await prepareLabFolder(folder);
  const training = session.train(request);
  if (note) log.info(note);
  await watchRun(lab, showRun, training);
}

/** How the settings want a run to be computed, kept and shown. */
export function runRequest({ engine }: Lab): RunRequest {
  return { keepCheckpoints: readSetting('checkpoints.keep'), engine: engine(), pace: readSetting('pace') };
}
