import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import type { RunConfiguration } from '../../core/configuration';
import { drawDigit } from '../components/digitCanvas';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { onThemeChange, readThemeColours } from '../theme/themeColours';
import { bentImages, previewCount } from './bentImages';
import type { Inspection } from './inspecting';

/** What the network is shown of an image in training: the next run's augmentation, in eight ways at a time. */
@customElement('mnist-augmentation-preview')
export class AugmentationPreview extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      .images {
        display: grid;
        grid-template-columns: repeat(8, minmax(0, 56px));
        gap: 4px;
        margin: 8px 0;
      }
      @container (max-width: 360px) {
        .images {
          grid-template-columns: repeat(4, minmax(0, 56px));
        }
      }
      canvas {
        width: 100%;
        aspect-ratio: 1;
        box-sizing: border-box;
        border: 1px solid var(--line);
        background: var(--paper);
        image-rendering: pixelated;
      }
    `,
  ];

  @property({ attribute: false }) accessor inspection!: Inspection;
  /** How the image is called: "Train #7". */
  @property() accessor name = '';

  /** The step of the next run whose image comes first. */
  @state() private accessor firstStep = 0;
  @queryAll('canvas') private accessor canvases!: NodeListOf<HTMLCanvasElement>;
  private images: readonly Uint8Array[] = [];
  private bentBy: RunConfiguration | undefined;
  private bentImage: Uint8Array | undefined;
  private bentLabel: number | undefined;
  private unlistenTheme: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.unlistenTheme = onThemeChange(() => this.draw());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unlistenTheme?.();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const configuration = this.state?.next.configuration;
    const { image, label } = this.inspection;
    // Live weights have the image inspected anew four times a second; what is bent and how changes seldom.
    const isSameImage = label === this.bentLabel && image.every((byte, pixel) => byte === this.bentImage?.[pixel]);
    if (configuration === this.bentBy && isSameImage && !changed.has('firstStep')) return;
    this.bentBy = configuration;
    this.bentImage = image;
    this.bentLabel = label;
    this.images = configuration ? bentImages(image, label, configuration, this.firstStep) : [];
  }

  protected override updated(): void {
    this.draw();
  }

  override render(): TemplateResult {
    const { set } = this.inspection;
    const meaning = set === 'train' ? 'Each time this image comes up, it is bent a little differently.' : 'So are the training images bent; on this one no network is trained.';
    if (this.images.length === 0) return this.renderPlain();
    return html`<section aria-label="Augmentation">
      <h3>What training shows the network</h3>
      <p class="hint">${meaning}</p>
      <div class="images" role="img" aria-label="${this.name}, bent in ${previewCount} ways by the next run's augmentation">${this.images.map(() => html`<canvas></canvas>`)}</div>
      <vscode-button secondary @click=${() => (this.firstStep += previewCount)}>Another Eight</vscode-button>
    </section>`;
  }

  private renderPlain(): TemplateResult {
    return html`<p class="hint">
      The next run shows the network images as they are. <button class="link" @click=${() => this.navigate({ tab: 'train' })}>Choose a recipe that bends them</button>, and they appear here.
    </p>`;
  }

  private draw(): void {
    const colours = readThemeColours();
    this.canvases.forEach((canvas, index) => {
      const image = this.images[index];
      if (image) drawDigit(canvas, image, colours);
    });
  }
}
