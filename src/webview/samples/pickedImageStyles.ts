import { css } from 'lit';

/** The picked image: its name and the ways to others in one line, below it the pixels, and below them the reading. */
export const pickedImageStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    margin-bottom: 12px;
  }
  b {
    font-weight: 600;
  }
  .wrong {
    color: var(--vscode-charts-red);
  }
  .steps {
    display: flex;
    align-items: center;
    gap: 4px;
    margin-left: auto;
  }
  kbd {
    margin-left: 8px;
    font-family: inherit;
    font-size: 11px;
    opacity: 0.8;
  }
  hr {
    margin: 16px 0;
    border: none;
    border-top: 1px solid var(--line);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;
