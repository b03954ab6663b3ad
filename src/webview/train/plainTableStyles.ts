import { css } from 'lit';

/** Tables of numbers: the first column at the left, the others at the right, a line below each row. */
export const plainTableStyles = css`
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
    padding: 0 4px;
    border-bottom: 1px solid color-mix(in srgb, var(--line) 60%, transparent);
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  th:first-child {
    padding-left: 0;
    text-align: left;
  }
  td:last-child,
  th:last-child {
    padding-right: 0;
  }
  thead th {
    color: var(--vscode-descriptionForeground);
    font-size: 11px;
  }
`;
