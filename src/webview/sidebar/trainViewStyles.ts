import { css } from 'lit';

/** One column in a sidebar, two where it is wide, three side by side in the panel area. */
export const trainViewStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    --run-button-flex: 1 1 0;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    padding: 8px 16px 16px;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 12px;
    min-width: 0;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    margin: 0;
  }
  .numbers div + div {
    padding-left: 12px;
    border-left: 1px solid var(--line);
  }
  dd {
    margin: 0;
  }
  footer {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 4px;
  }
  .problem {
    display: flex;
    align-items: flex-start;
    gap: 8px;
  }
  .problem span {
    flex: 1;
  }
  .problem vscode-icon[name='error'] {
    flex: none;
    margin-top: 2px;
    color: var(--vscode-errorForeground);
  }
  .problem[role='alert'] {
    padding: 8px 16px;
    border-bottom: 1px solid var(--vscode-inputValidation-errorBorder, var(--line));
    background: var(--vscode-inputValidation-errorBackground);
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--vscode-textLink-foreground);
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  .link:hover,
  .link:focus-visible {
    text-decoration: underline;
  }
  @container (max-width: 239px) {
    main {
      padding-inline: 12px;
    }
    .numbers {
      flex-direction: column;
    }
    .numbers div {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
    }
    .numbers div + div {
      padding-left: 0;
      border-left: 0;
    }
    .number {
      font-size: 18px;
      line-height: 24px;
    }
  }
`;
