import * as vscode from 'vscode';
import type { Destination } from '../../protocol/labContract';
import { labPanelType } from '../names';
import { formatPage, pageOptions } from './page';
import type { ConnectWebview, WebviewConnection } from './labServer';

/** The editor panel "MNIST Lab": at most one, made when it is asked for, and again after the window was loaded anew. */
export class LabPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private open: { readonly panel: vscode.WebviewPanel; readonly connection: WebviewConnection } | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly connect: ConnectWebview,
  ) {}

  get isVisible(): boolean {
    return this.open?.panel.visible ?? false;
  }

  /** Shows the lab, at a tab if one is named. The focus stays where it is with `preserveFocus`. */
  show(destination?: Destination, preserveFocus = false): void {
    if (this.open) {
      this.open.panel.reveal(undefined, preserveFocus);
    } else {
      const column = { viewColumn: vscode.ViewColumn.Active, preserveFocus };
      this.adopt(vscode.window.createWebviewPanel(labPanelType, 'MNIST Lab', column, pageOptions(this.extensionUri)));
    }
    if (destination) this.open?.connection.goTo(destination);
  }

  /** VS Code's own call after the window was loaded anew. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel): Thenable<void> {
    panel.webview.options = pageOptions(this.extensionUri);
    this.adopt(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.open?.panel.dispose();
  }

  private mediaUri(file: string): vscode.Uri {
    return vscode.Uri.joinPath(this.extensionUri, 'media', file);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    panel.iconPath = { light: this.mediaUri('tab-light.svg'), dark: this.mediaUri('tab-dark.svg') };
    const connection = this.connect(panel.webview, 'lab', (listener) => panel.onDidDispose(listener));
    const opened = { panel, connection };
    this.open = opened;
    panel.onDidChangeViewState(() => connection.setVisible(panel.visible));
    panel.onDidDispose(() => {
      if (this.open === opened) this.open = undefined;
    });
    panel.webview.html = formatPage(panel.webview, this.extensionUri, 'lab');
  }
}
