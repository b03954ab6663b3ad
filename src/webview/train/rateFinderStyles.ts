import { css } from 'lit';

/** The finder as a column: heading, progress or chart, what it means, and what can be done. */
export const rateFinderStyles = css`
  :host {
    display: block;
    margin-top: 16px;
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
  section {
    /* Else what only screen readers see would stand outside of what scrolls, and make the page longer. */
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  header,
  .progress {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-height: 22px;
  }
  .bar {
    height: 2px;
    margin: 2px 0;
    overflow: hidden;
    background: var(--line);
  }
  .bar div {
    height: 100%;
    background: var(--vscode-progressBar-background);
    transform-origin: left;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
  }
  .legend .key {
    margin-right: 6px;
  }
  .axis {
    margin-top: -4px;
    text-align: center;
  }
  .table {
    height: 180px;
    overflow-y: auto;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 4px;
  }
  .outdated {
    display: flex;
    align-items: center;
    gap: 4px;
    color: var(--vscode-foreground);
  }
  .outdated vscode-icon {
    color: var(--vscode-charts-yellow);
  }
  .problem {
    font-size: 12px;
    line-height: 16px;
    color: var(--vscode-errorForeground);
  }
  button.icon[aria-pressed='true'] {
    background: var(--vscode-toolbar-activeBackground, var(--vscode-list-inactiveSelectionBackground));
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
`;
