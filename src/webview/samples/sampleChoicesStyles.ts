import { css } from 'lit';

/** Rows of choices; below 500 px what stands at a row's end has a row of its own. */
export const sampleChoicesStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .said {
    flex-wrap: nowrap;
  }
  mnist-set-pills {
    margin-left: -8px;
  }
  mnist-readings-line {
    flex: 1;
    min-width: 0;
  }
  mnist-go-to-box,
  .shown {
    flex: none;
    margin-left: auto;
  }
  .shown a {
    text-decoration: underline;
  }
  @container (max-width: 500px) {
    .said {
      flex-wrap: wrap;
    }
    mnist-readings-line {
      flex: 1 1 100%;
    }
    mnist-go-to-box,
    .shown {
      margin-left: 0;
    }
  }
`;
