import { css } from 'lit';

/** The tables beside the confusion matrix: plain rows, the selected one marked, figures right-aligned with bars behind them. */
export const tableStyles = css`
  :host {
    display: block;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 12px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    height: 23px;
    padding: 0 8px;
    border-bottom: 1px solid color-mix(in srgb, var(--line) 50%, transparent);
    text-align: left;
    white-space: nowrap;
  }
  th {
    font-weight: 400;
  }
  thead th {
    color: var(--vscode-descriptionForeground);
    font-size: 11px;
  }
  .number-column {
    text-align: right;
  }
  tbody tr {
    cursor: pointer;
  }
  tbody tr:hover {
    background: var(--vscode-list-hoverBackground);
  }
  tbody tr.selected {
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .faint {
    color: var(--vscode-descriptionForeground);
  }
  tr.selected .faint {
    color: inherit;
  }
  th button {
    min-width: 20px;
    height: 20px;
    margin-left: -4px;
    padding: 0 4px;
    border: none;
    background: transparent;
    color: inherit;
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  .bar {
    display: inline-block;
    box-sizing: border-box;
    height: 4px;
    margin-left: 8px;
    border-radius: 2px;
    background: color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
    vertical-align: 2px;
    overflow: hidden;
  }
  .bar > span {
    display: block;
    height: 100%;
    background: var(--bar, color-mix(in srgb, var(--vscode-foreground) 60%, transparent));
  }
  :host-context(.vscode-high-contrast) .bar {
    height: 8px;
    border: 1px solid var(--line);
    border-radius: 0;
    background: transparent;
    vertical-align: 0;
  }
`;
