import { css } from 'lit';

/** A short piece of each line of a chart, class `key`, for legends: the same widths and dashes as on the canvas. */
export const lineKeyStyles = css`
  .key {
    display: inline-block;
    width: 14px;
    border-top: 2px solid var(--vscode-charts-blue);
    vertical-align: 4px;
  }
  .key.raw {
    border-top-width: 1px;
    opacity: 0.5;
  }
  .key.smooth {
    border-top-width: 1px;
  }
  .key.validation {
    border-top-color: var(--vscode-charts-yellow);
  }
  :host-context(.vscode-high-contrast) .key.validation {
    border-top-style: dashed;
  }
`;
