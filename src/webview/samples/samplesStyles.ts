import { css } from 'lit';

/** The gallery on the left, the picked image on the right; below 900 px the image stands under the gallery. */
export const samplesStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 11fr) minmax(440px, 9fr);
    height: 100%;
  }
  .browse {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-height: 0;
    padding: 16px 0 0 16px;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .top mnist-set-pills {
    margin-left: -8px;
  }
  .top mnist-go-to-box {
    margin-left: auto;
  }
  .top,
  mnist-sample-filter,
  .line {
    padding-right: 16px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .notice {
    padding: 4px 8px;
    margin-right: 16px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: var(--corner);
    background: var(--vscode-textBlockQuote-background, transparent);
  }
  mnist-gallery {
    flex: 1;
    margin-left: -4px;
  }
  .empty {
    display: grid;
    gap: 12px;
    justify-items: start;
    padding-top: 16px;
  }
  mnist-picked-image {
    min-height: 0;
    overflow: auto;
    padding: 16px;
    border-left: 1px solid var(--line);
  }
  @container (max-width: 899px) {
    .parts {
      display: block;
      height: auto;
    }
    mnist-gallery {
      flex: none;
      height: max(270px, 50vh);
    }
    mnist-picked-image {
      border-left: none;
      border-top: 1px solid var(--line);
    }
  }
`;
