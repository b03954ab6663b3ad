import { join } from 'node:path';
import { formatRunMarks, withTitle, type RunMarks } from '../core/formats/runMarks';
import { UserError } from '../core/userError';
import { isRunLocked } from '../node/runLock';
import { writeFileWhole } from '../node/writeFile';
import { findRun, marksFile, runFolder } from './runStore';

/** Gives a run a title; an empty one takes it away again. Throws a `UserError` where there is no such run. */
export async function renameRun(runsFolder: string, id: string, title: string): Promise<void> {
  await mark(runsFolder, id, (marks) => withTitle(marks, title));
}

/** Throws a `UserError` where there is no such run. */
export async function starRun(runsFolder: string, id: string, starred: boolean): Promise<void> {
  await mark(runsFolder, id, (marks) => ({ ...marks, starred }));
}

/** The folder of a run, broken or not, that may be deleted now. Throws a `UserError` where there is none, or it is being trained. */
export async function folderToDelete(runsFolder: string, id: string): Promise<string> {
  const folder = await runFolder(runsFolder, id);
  if (!(await isRunLocked(folder))) return folder;
  throw new UserError('run-busy', 'This run is being trained, here or in another window or terminal. Stop it first, then delete it.');
}

async function mark(runsFolder: string, id: string, change: (marks: RunMarks) => RunMarks): Promise<void> {
  const { folder, marks } = await findRun(runsFolder, id);
  await writeFileWhole(join(folder, marksFile), formatRunMarks(change(marks)), { sync: false });
}
