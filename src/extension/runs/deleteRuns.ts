import * as vscode from 'vscode';
import { folderToDelete } from '../../host/runEdits';
import type { RunSummary } from '../../protocol/labContract';
import type { Lab } from '../lab';
import { describeBytes } from './describeDetails';

const toTrash = 'Move to Trash';
const forGood = 'Delete Permanently';

/** Asks once, and moves the folders of runs to the trash. Where there is no trash, it asks whether they are to go for good. */
export async function deleteRuns({ catalogue, runsFolder, selection }: Lab, chosen: readonly RunSummary[]): Promise<void> {
  const runs = [...new Map(chosen.map((run) => [run.id, run])).values()];
  const folders = await Promise.all(runs.map(({ id }) => folderToDelete(runsFolder(), id)));
  const sizes = await Promise.all(runs.map(({ id }) => catalogue.sizeBytes(id)));
  const what = `${describeRuns(runs)} (${describeBytes(sizes.reduce((sum, size) => sum + size, 0))})`;
  const answer = await vscode.window.showWarningMessage(`Delete ${what} with all checkpoints?`, toTrash);
  if (answer !== toTrash) return;
  try {
    await deleteFolders(folders, true);
  } catch {
    const anyway = await vscode.window.showWarningMessage(`There is no trash here for ${what}. Deleted permanently, it cannot be brought back.`, forGood);
    if (anyway !== forGood) return;
    await deleteFolders(folders, false);
  } finally {
    await catalogue.refresh();
  }
  const shown = selection.shown?.run.run.id;
  if (runs.some(({ id }) => id === shown)) await selection.forget();
}

async function deleteFolders(folders: readonly string[], useTrash: boolean): Promise<void> {
  for (const folder of folders) await vscode.workspace.fs.delete(vscode.Uri.file(folder), { recursive: true, useTrash });
}

function describeRuns([first, ...others]: readonly RunSummary[]): string {
  return others.length === 0 ? `the run "${first?.title ?? ''}"` : `${others.length + 1} runs`;
}
