import { css } from 'lit';

/** Where the parts of the tab Evaluate stand: in three columns from 1,100 px on, in two or one below. */
export const evaluateStyles = css`
  :host {
    display: block;
    padding: 16px;
  }
  .empty {
    display: grid;
    gap: 12px;
    justify-items: start;
    max-width: 560px;
  }
  .stale {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-bottom: 12px;
  }
  .stale vscode-icon {
    color: var(--vscode-charts-yellow);
  }
  .parts {
    display: grid;
    grid-template: 'matrix digits pairs' auto 'line line line' auto 'images losses losses' auto / 428px minmax(0, 1fr) 300px;
    gap: 0 32px;
  }
  section {
    padding-top: 16px;
    min-width: 0;
  }
  hr {
    grid-area: line;
    width: 100%;
    margin: 0;
    border: none;
    border-top: 1px solid var(--line);
  }
  .matrix {
    grid-area: matrix;
    padding-bottom: 16px;
  }
  .digits {
    grid-area: digits;
    padding-bottom: 16px;
  }
  .pairs {
    grid-area: pairs;
  }
  .images {
    grid-area: images;
  }
  .losses {
    grid-area: losses;
  }
  section > header {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 22px;
    margin-bottom: 8px;
  }
  .matrix .icon {
    margin-left: 0;
  }
  .pills {
    margin-left: auto;
  }
  @container (max-width: 1100px) {
    .digits,
    .losses {
      border-top: 1px solid var(--line);
    }
    .images {
      padding-bottom: 16px;
    }
    .parts {
      grid-template: 'matrix pairs' auto 'line line' auto 'images images' auto 'digits digits' auto 'losses losses' auto / 428px minmax(0, 1fr);
    }
  }
  @container (max-width: 780px) {
    .pairs {
      padding-bottom: 16px;
      border-top: 1px solid var(--line);
    }
    .parts {
      grid-template: 'matrix' auto 'line' auto 'images' auto 'digits' auto 'pairs' auto 'losses' auto / minmax(0, 1fr);
    }
  }
`;
