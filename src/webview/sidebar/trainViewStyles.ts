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
    padding: 8px 16px;
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
  mnist-small-pad {
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
  @container (min-width: 480px) {
    main {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      grid-template-areas: 'controls draw' 'results draw' 'footer draw';
      grid-template-rows: auto 1fr auto;
    }
    main.empty {
      grid-template-areas: 'controls draw' 'footer draw';
      grid-template-rows: auto 1fr;
    }
    .controls {
      grid-area: controls;
    }
    .results {
      grid-area: results;
    }
    mnist-small-pad {
      grid-area: draw;
      padding: 0 0 0 16px;
      border-top: 0;
      border-left: 1px solid var(--line);
      --small-pad-side: 160px;
    }
    footer {
      grid-area: footer;
    }
  }
  @container (min-width: 760px) {
    main {
      grid-template-columns: minmax(0, 300px) minmax(0, 1fr) minmax(0, 320px);
      grid-template-areas: 'controls results draw' 'footer results draw';
      grid-template-rows: auto 1fr;
    }
    .results {
      padding-left: 16px;
      border-left: 1px solid var(--line);
    }
    mnist-accuracy-curve {
      flex: 1;
      max-height: 320px;
    }
  }
  @container (max-width: 239px) {
    main {
      padding-inline: 8px;
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
    .numbers dt {
      font-size: 11px;
    }
    .number {
      font-size: 18px;
      line-height: 24px;
    }
  }
`;
