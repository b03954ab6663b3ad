import { css } from 'lit';

/** A row of cells, each with a bar, the epoch and its mark, and its validation accuracy. */
export const epochTimelineStyles = css`
  :host {
    display: block;
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    margin-bottom: 4px;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    margin-left: auto;
  }
  .legend vscode-icon {
    vertical-align: -3px;
  }
  .cells {
    display: grid;
    margin-inline: -5px;
  }
  .cell {
    position: relative;
    display: block;
    min-width: 0;
    padding: 4px;
    border: 1px solid transparent;
    border-radius: var(--corner);
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: 12px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
    text-align: left;
  }
  button.cell {
    cursor: pointer;
  }
  button.cell:hover {
    background: var(--vscode-list-hoverBackground);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  button.cell[aria-pressed='true'] {
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  .bar {
    display: block;
    height: 4px;
    border-radius: 2px;
    background: color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
    overflow: hidden;
  }
  .bar > span {
    display: block;
    height: 100%;
    background: var(--vscode-charts-blue);
  }
  :host-context(.vscode-high-contrast) .bar {
    border: 1px solid var(--line);
    border-radius: 4px;
    background: transparent;
  }
  .name {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 16px;
    margin-top: 4px;
    white-space: nowrap;
  }
  .value {
    display: block;
    min-height: 16px;
    color: var(--vscode-descriptionForeground);
  }
  button.cell[aria-pressed='true'] .value {
    color: inherit;
  }
  .dot {
    display: inline-block;
    flex: none;
    width: 5px;
    height: 5px;
    margin: 0 4px;
    border-radius: 50%;
    background: var(--vscode-descriptionForeground);
  }
  .best {
    flex: none;
    color: var(--vscode-charts-yellow);
  }
`;
