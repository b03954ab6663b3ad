import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { isGoingOn } from '../../core/run';
import { UserError } from '../../core/userError';
import { throttle } from '../../host/throttle';
import type { Lab } from '../lab';

/** Reading every run's file takes time that a run may need. */
const readIntervalMs = 2000;

/** Reads the list of runs again where another window or the terminal changed one, also where the settings name another folder. */
export function watchRunsFolder({ session, catalogue, runsFolder, log }: Lab): vscode.Disposable {
  const read = throttle(readIntervalMs, () => void catalogue.refresh().catch((error: unknown) => log.warn(String(error))));
  const onChange = ({ fsPath }: vscode.Uri) => {
    const { run } = session.snapshot;
    // What this window's trainer writes is known before it is on the disk.
    if (run && isGoingOn(run) && run.run.id === basename(dirname(fsPath))) return;
    read.request();
  };
  let watcher = watchFiles(runsFolder, onChange);
  const watchAnew = () => {
    watcher?.dispose();
    watcher = watchFiles(runsFolder, onChange);
    read.request();
  };
  return vscode.Disposable.from(
    read,
    new vscode.Disposable(() => {
      watcher?.dispose();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(watchAnew),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('mnist.folder')) watchAnew();
    }),
  );
}

/** Nothing where the settings name no folder: the views say so. */
function watchFiles(runsFolder: () => string, onChange: (uri: vscode.Uri) => void): vscode.Disposable | undefined {
  try {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(runsFolder()), '*/run.json'));
    return vscode.Disposable.from(watcher, watcher.onDidCreate(onChange), watcher.onDidChange(onChange), watcher.onDidDelete(onChange));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
