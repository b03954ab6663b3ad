import { css } from 'lit';

/** A row of buttons, class `switch`, of which those that are pressed are what is shown. */
export const switchStyles = css`
  .switch {
    display: flex;
    gap: 4px;
  }
  .switch button {
    height: 22px;
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: var(--corner);
    background: transparent;
    color: var(--vscode-descriptionForeground);
    font: inherit;
    font-size: 12px;
    white-space: nowrap;
    cursor: pointer;
  }
  .switch button:hover {
    color: var(--vscode-foreground);
  }
  .switch button[aria-pressed='true'] {
    color: var(--vscode-list-inactiveSelectionForeground, var(--vscode-foreground));
    background: var(--vscode-list-inactiveSelectionBackground);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
`;
