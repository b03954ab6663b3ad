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
  .loading {
    display: grid;
    gap: 8px;
    padding: 16px;
  }
  .browse {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-height: 0;
    padding: 16px 0 0 16px;
  }
  mnist-sample-choices,
  mnist-empty-list {
    margin-right: 16px;
  }
  mnist-gallery {
    flex: 1;
    margin-left: -4px;
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
