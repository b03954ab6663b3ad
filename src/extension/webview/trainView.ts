import * as vscode from 'vscode';
import { trainViewId } from '../names';
import { formatPage, pageOptions } from './page';
import type { ConnectWebview } from './labServer';

/** The view Train of the sidebar. */
export class TrainView implements vscode.WebviewViewProvider {
  private view: vscode.WebviewView | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly connect: ConnectWebview,
  ) {}

  get isVisible(): boolean {
    return this.view?.visible ?? false;
  }

  /** VS Code's own call when the view is first shown, and again when it was moved elsewhere. */
  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = pageOptions(this.extensionUri);
    const connection = this.connect(view.webview, 'sidebar', (listener) => view.onDidDispose(listener));
    view.onDidChangeVisibility(() => connection.setVisible(view.visible));
    view.onDidDispose(() => {
      if (this.view === view) this.view = undefined;
    });
    view.webview.html = formatPage(view.webview, this.extensionUri, 'sidebar');
  }

  /** Brings the view in sight without taking the focus from where it is. */
  async reveal(): Promise<void> {
    if (this.view) this.view.show(true);
    else await vscode.commands.executeCommand(`${trainViewId}.focus`, { preserveFocus: true });
  }
}
