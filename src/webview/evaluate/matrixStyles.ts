import { css } from 'lit';

/** How the confusion matrix looks; its colours come with the cells. */
export const matrixStyles = css`
  :host {
    display: block;
  }
  table {
    table-layout: fixed;
    width: 432px;
    margin: 0 0 0 -2px;
    border-spacing: 2px;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  td,
  th {
    padding: 0;
    text-align: center;
  }
  .corner,
  th[scope='row'] {
    width: 22px;
  }
  th {
    height: 20px;
    color: var(--vscode-descriptionForeground);
    font-weight: 400;
  }
  th.crossed {
    color: var(--vscode-foreground);
    font-weight: 700;
  }
  button {
    display: block;
    box-sizing: border-box;
    width: 100%;
    height: 31px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 2px;
    background: transparent;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button.crossed {
    border-color: color-mix(in srgb, var(--vscode-foreground) 24%, transparent);
  }
  [aria-selected='true'] button {
    font-weight: 700;
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 0;
  }
  [aria-selected='true'] button:focus-visible {
    outline-width: 3px;
  }
  :host-context(.vscode-high-contrast) button {
    color: var(--vscode-foreground);
  }
  :host-context(.vscode-high-contrast) button.crossed {
    border: 1px dotted var(--line);
  }
  :host-context(.vscode-high-contrast) button.medium {
    border: 1px solid var(--line);
  }
  :host-context(.vscode-high-contrast) button.heavy {
    border: 2px solid var(--line);
    font-weight: 700;
  }
  :host-context(.vscode-high-contrast) button.right {
    border: 3px double var(--line);
    font-weight: 700;
  }
  :host-context(.vscode-high-contrast) [aria-selected='true'] button {
    outline: 2px solid var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
  }
`;
