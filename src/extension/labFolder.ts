import { join } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../core/userError';
import { readSetting } from './settings';

/** Where `.mnist` lies, and a sentence for the view where that is not in the workspace. */
export interface LabFolder {
  readonly folder: string;
  readonly note: string | undefined;
}

/**
 * `.mnist` in the workspace folder that `mnist.folder` names, else in the first; in the extension's own storage where no
 * folder on a disk is open. Throws a `UserError` where the named folder is not there.
 */
export function findLabFolder(context: vscode.ExtensionContext): LabFolder {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const name = readSetting('folder');
  const chosen = name === '' ? folders[0] : folders.find((folder) => folder.name === name);
  if (chosen) return { folder: join(chosen.uri.fsPath, '.mnist'), note: undefined };
  if (name !== '' && folders.length > 0) {
    const names = folders.map((folder) => folder.name).join(', ');
    throw new UserError('setting', `The setting mnist.folder names "${name}", but the folders here are: ${names}. Change it in the settings.`);
  }
  const storage = context.globalStorageUri.fsPath;
  return { folder: storage, note: `No folder is open: runs are saved in ${storage}` };
}
