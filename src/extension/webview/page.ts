import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export type PageKind = 'lab' | 'sidebar';

/** The one folder whose files a page may load: bundled scripts, and the icons' stylesheet and font. */
function pageFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
}

/** A page that runs one bundled script, and nothing else: no inline style or script, no eval, no image, no network. */
export function formatPage(webview: vscode.Webview, extensionUri: vscode.Uri, kind: PageKind): string {
  const uri = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extensionUri), file)).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>MNIST Lab</title>
    <link rel="stylesheet" href="${uri('page.css')}">
    <link rel="stylesheet" href="${uri('codicon.css')}" id="vscode-codicon-stylesheet">
    <script type="module" nonce="${nonce}" src="${uri(`${kind}.js`)}"></script>
  </head>
  <body data-kind="${kind}"></body>
</html>
`;
}
