import { css } from 'lit';

/** A row of buttons of which some are pressed, as VS Code's panel shows its tabs: `<span class="pills"><button aria-pressed=...>`. */
export const pillStyles = css`
  .pills {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .pills button {
    height: 26px;
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: var(--corner);
    background: transparent;
    color: var(--vscode-descriptionForeground);
    font: inherit;
    white-space: nowrap;
    cursor: pointer;
  }
  .pills button:hover {
    color: var(--vscode-foreground);
  }
  .pills button[aria-pressed='true'] {
    color: var(--vscode-list-inactiveSelectionForeground, var(--vscode-foreground));
    background: var(--vscode-list-inactiveSelectionBackground);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
`;
