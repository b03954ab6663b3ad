import { css } from 'lit';

/** Lists of settings: name and value in a line, and below it what it means. */
export const settingStyles = css`
  .setting {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 8px;
  }
  .setting .value {
    font-family: var(--vscode-editor-font-family);
    font-size: 12px;
    text-align: right;
  }
  .setting .hint,
  .setting .problem {
    grid-column: 1 / -1;
  }
  .problem {
    font-size: 12px;
    line-height: 16px;
    color: var(--vscode-errorForeground);
  }
`;

/** An element that is itself such a list. */
export const settingColumnStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
`;
