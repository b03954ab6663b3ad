import * as vscode from 'vscode';
import type { Params } from '../../protocol/contract';
import type { LabContract } from '../../protocol/labContract';

const kinds = { png: 'PNG picture', csv: 'CSV table' } as const;

/** Asks where to save what a page made, and writes it. False where the user did not want to after all. */
export async function saveFile({ name, kind, bytes }: Params<LabContract, 'saveFile'>): Promise<boolean> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const uri = await vscode.window.showSaveDialog({
    filters: { [kinds[kind]]: [kind] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, name) } : {}),
  });
  if (!uri) return false;
  await vscode.workspace.fs.writeFile(uri, bytes);
  return true;
}
