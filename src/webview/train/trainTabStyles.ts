import { css } from 'lit';

/** The run at the left over the whole height, its configuration at the right; below 1,100 px that goes under it. */
export const trainTabStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 296px;
    gap: 16px;
    box-sizing: border-box;
    min-height: 100%;
    padding: 16px;
  }
  .loading {
    grid-column: 1 / -1;
  }
  .run,
  .configuration {
    display: flex;
    flex-direction: column;
    gap: 16px;
    min-width: 0;
  }
  .head {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  mnist-run-charts {
    flex: 1;
    /* Settings that are unfolded beside them do not stretch them beyond the window. */
    max-height: calc(100vh - 300px);
  }
  .configuration {
    justify-content: space-between;
    padding-left: 16px;
    border-left: 1px solid var(--line);
  }
  @container (max-width: 1100px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    .configuration {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      align-content: start;
      gap: 32px;
      padding: 16px 0 0;
      border-left: 0;
      border-top: 1px solid var(--line);
    }
  }
  @container (max-width: 700px) {
    .configuration {
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
  }
`;
