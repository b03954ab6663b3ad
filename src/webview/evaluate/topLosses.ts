import './digitGallery';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { TestReport, TopLoss } from '../../protocol/labContract';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import type { GalleryItem, ImageOpenEvent } from './digitGallery';

/** The images that the model is most wrong about. */
@customElement('mnist-top-losses')
export class TopLosses extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        --picture: 84px;
        --column-gap: 20px;
        --row-gap: 12px;
      }
    `,
  ];

  @property({ attribute: false }) accessor report!: TestReport;
  @state() private accessor images: Uint8Array | undefined;
  private asked: TestReport | undefined;
  private items: GalleryItem[] = [];

  protected override willUpdate(): void {
    if (this.asked === this.report) return;
    this.asked = this.report;
    this.images = undefined;
    this.items = this.report.topLosses.map(describe);
    void this.load(this.report);
  }

  override render(): TemplateResult {
    return html`<mnist-digit-gallery
      name="Top losses"
      .items=${this.items}
      .images=${this.images}
      @image-open=${(event: ImageOpenEvent) => this.navigate({ tab: 'samples', samples: { set: 'test', index: event.index } })}
    ></mnist-digit-gallery>`;
  }

  private async load(report: TestReport): Promise<void> {
    const images = await this.ask('images', { set: 'test', indices: Int32Array.from(report.topLosses, ({ index }) => index) });
    if (this.asked === report) this.images = images;
  }
}

function describe({ index, label, predicted, loss, probability }: TopLoss): GalleryItem {
  const isWrong = predicted !== label;
  const share = probability < 0.0001 ? '< 0.0001' : probability.toFixed(4);
  return {
    index,
    name: `Test image ${index}: label ${label}, read as ${predicted}, loss ${loss.toFixed(2)}, probability of the label ${share}`,
    caption: html`<span class="caption figures" aria-hidden="true">
      <span class="reading">${label} → <span class=${classMap({ wrong: isWrong })}>${predicted}</span></span>
      <span>loss ${loss.toFixed(2)}</span>
      <span>p ${share}</span>
    </span>`,
  };
}
