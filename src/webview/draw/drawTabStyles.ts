import { css } from 'lit';

/** The tab's regions: pad, image and reading side by side, below each other where it is narrow. */
export const drawTabStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    padding: 16px;
  }
  section + section,
  mnist-start-row + section {
    border-top: 1px solid var(--line);
    margin-top: 16px;
    padding-top: 16px;
  }
  .top {
    --pad: clamp(200px, min(27cqw, 48vh), 420px);
    --seen: clamp(170px, min(23cqw, 41vh), 356px);
    display: grid;
    grid-template-columns: var(--pad) var(--seen) minmax(220px, 1fr);
    gap: 16px 32px;
    align-items: start;
  }
  .top.drop {
    outline: 2px dashed var(--vscode-focusBorder);
    outline-offset: 4px;
  }
  mnist-start-row {
    margin-top: 12px;
  }
  .draw,
  .seen {
    display: grid;
    gap: 8px;
  }
  .seen > h2,
  mnist-pad-tools {
    min-height: 22px;
  }
  @container (max-width: 780px) {
    .top {
      grid-template-columns: minmax(200px, 320px) minmax(170px, 270px);
    }
    mnist-reading-panel {
      grid-column: 1 / -1;
    }
  }
  @container (max-width: 470px) {
    .top {
      grid-template-columns: minmax(0, 320px);
    }
  }
`;
