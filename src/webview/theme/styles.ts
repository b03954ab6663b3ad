import { css } from 'lit';

/** What every element of the pages shares: the text, the 4 px grid's gaps, and the few kinds of words on a page. */
export const sharedStyles = css`
  :host {
    color: var(--vscode-foreground);
    font-family: var(--vscode-font-family);
    font-size: 13px;
    line-height: 20px;
    --paper: #111111;
    --ink: #fafafa;
    --line: var(--vscode-widget-border, var(--vscode-contrastBorder, #80808059));
    --corner: var(--vscode-cornerRadius-small, 4px);
  }
  :host-context(.vscode-high-contrast) {
    --line: var(--vscode-contrastBorder);
    --paper: #000000;
  }
  :host-context(.vscode-light),
  :host-context(.vscode-high-contrast-light) {
    --paper: #ffffff;
    --ink: #1a1a1a;
  }
  /* The dark high contrast names no background for a secondary button, and its element would take a grey. */
  :host-context(.vscode-high-contrast:not(.vscode-high-contrast-light)) vscode-button[secondary] {
    --vscode-button-secondaryBackground: var(--vscode-button-background);
    --vscode-button-secondaryHoverBackground: var(--vscode-button-hoverBackground);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h2,
  h3 {
    margin: 0;
    font-size: 13px;
    font-weight: 600;
    line-height: 20px;
  }
  p {
    margin: 0;
  }
  .secondary {
    font-size: 12px;
    line-height: 16px;
    color: var(--vscode-descriptionForeground);
  }
  .hint {
    font-size: 11px;
    line-height: 16px;
    color: var(--vscode-descriptionForeground);
  }
  .number {
    font-size: 24px;
    line-height: 32px;
    font-variant-numeric: tabular-nums;
  }
  .figures {
    font-variant-numeric: tabular-nums;
  }
  .code {
    font-family: var(--vscode-editor-font-family);
    font-size: 12px;
  }
  a {
    color: var(--vscode-textLink-foreground);
    text-decoration: underline;
    cursor: pointer;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .screen-reader {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button.icon {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 22px;
    height: 22px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: var(--corner);
    background: transparent;
    color: var(--vscode-icon-foreground, var(--vscode-foreground));
    cursor: pointer;
  }
  button.icon:hover:not(:disabled) {
    background: var(--vscode-toolbar-hoverBackground);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  button.icon:disabled {
    opacity: 0.4;
    cursor: default;
  }
  button.link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--vscode-textLink-foreground);
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  button.link:hover,
  button.link:focus-visible {
    text-decoration: underline;
  }
  vscode-button {
    height: 26px;
    --vsc-border-left-radius: var(--corner);
    --vsc-border-right-radius: var(--corner);
  }
  vscode-single-select {
    width: 100%;
    min-width: 0;
  }
`;
