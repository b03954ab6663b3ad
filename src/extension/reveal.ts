import * as vscode from 'vscode';

/** Shows a file or folder where its neighbours are: in the system's file manager, or in the Explorer where that is on another machine. */
export async function reveal(path: string): Promise<void> {
  const isElsewhere = vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
  await vscode.commands.executeCommand(isElsewhere ? 'revealInExplorer' : 'revealFileInOS', vscode.Uri.file(path));
}
