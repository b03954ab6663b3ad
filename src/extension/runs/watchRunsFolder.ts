import * as vscode from 'vscode';
import { isGoingOn } from '../../core/run';
import { UserError } from '../../core/userError';
import { throttle } from '../../host/throttle';
import type { Lab } from '../lab';

/** Reading every run's file takes time that a run may need. */
const readIntervalMs = 2000;

/**
 * Reads the list of runs again where another window or the terminal changed one, also where the settings name another folder.
 * While one of them is at work the list is read every two seconds: nothing tells of a process that was killed.
 */
export function watchRunsFolder(lab: Lab): vscode.Disposable {
  const { session, catalogue, runsFolder, log } = lab;
  const read = throttle(readIntervalMs, () => {
    readAgain(lab)
      .then(() => {
        if (catalogue.runs.some(({ phase }) => phase === 'elsewhere')) read.request();
      })
      .catch((error: unknown) => log.warn(String(error)));
  });
  const onChange = ({ fsPath }: vscode.Uri) => {
    const { run } = session.snapshot;
    // What this window's trainer writes is known before it is on the disk.
    if (run && isGoingOn(run) && fsPath.includes(run.run.id)) return;
    read.request();
    // A run that begins may not have written its file yet: it is looked for once more after the interval.
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

/** The shown run is read again too where another process goes on with it, unless one looks back at an earlier checkpoint of it. */
async function readAgain({ session, catalogue, selection }: Lab): Promise<void> {
  await catalogue.refresh();
  const { run, weights } = selection.shown ?? {};
  if (!run || run.run.id === session.snapshot.run?.run.id) return;
  const stored = catalogue.runs.find(({ id }) => id === run.run.id);
  if (!stored || stored.phase === 'broken') return;
  const isAtEnd = weights?.kind !== 'checkpoint' || weights.checkpoint.name === run.last?.name;
  if (stored.phase !== run.phase || (isAtEnd && stored.epoch !== run.epoch)) await selection.show(run.run.id);
}

/** Nothing where the settings name no folder: the views say so. */
function watchFiles(runsFolder: () => string, onChange: (uri: vscode.Uri) => void): vscode.Disposable | undefined {
  try {
    const watcher = vscode.workspace.createFileSystemWatcher(patternOf(vscode.Uri.file(runsFolder())));
    return vscode.Disposable.from(watcher, watcher.onDidCreate(onChange), watcher.onDidChange(onChange), watcher.onDidDelete(onChange));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Where folders are made one in the other at once, VS Code on Linux may tell of the outermost only: each of them is watched for. */
function patternOf(runsFolder: vscode.Uri): vscode.RelativePattern {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(runsFolder);
  if (!workspaceFolder) return new vscode.RelativePattern(runsFolder, '*/{run.json,lock}');
  return new vscode.RelativePattern(workspaceFolder, '{.mnist,.mnist/runs,.mnist/runs/*,.mnist/runs/*/run.json,.mnist/runs/*/lock}');
}
