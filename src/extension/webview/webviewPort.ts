import type * as vscode from 'vscode';
import type { Port } from '../../protocol/port';

/** The way to a webview's page. A message to a page that is hidden is lost, as VS Code has it: the page is made anew when shown. */
export function webviewPort(webview: vscode.Webview, onClose: (listener: () => void) => void): Port {
  return {
    post(message) {
      void webview.postMessage(message);
    },
    onMessage(listener) {
      webview.onDidReceiveMessage(listener);
    },
    onClose,
  };
}
