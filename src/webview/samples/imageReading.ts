import '../components/probabilityBars';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Beginning } from '../../core/describeCheckpoint';
import { describeWeights } from '../pad/shownWeights';
import { sharedStyles } from '../theme/styles';
import type { Inspection } from './inspecting';
import { lossSentences } from './lossSentences';

type Reading = NonNullable<Inspection['reading']>;

/** What the shown weights read in an image: the ten probabilities, and the loss with what it means. */
@customElement('mnist-image-reading')
export class ImageReading extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
        --bar-row: 20px;
      }
      .parts {
        display: grid;
        grid-template-columns: minmax(200px, 1.8fr) minmax(160px, 1fr);
        gap: 16px;
      }
      .title {
        display: flex;
        align-items: baseline;
        flex-wrap: wrap;
        gap: 0 8px;
        margin-bottom: 4px;
      }
      .loss {
        display: grid;
        gap: 8px;
        align-content: start;
      }
      @container (max-width: 400px) {
        .parts {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor reading: Reading | null = null;
  @property({ attribute: false }) accessor label = 0;
  /** The weights are those of a run that goes on. */
  @property({ type: Boolean }) accessor isLive = false;
  /** Of the run whose weights have read it. */
  @property({ attribute: false }) accessor beginning: Beginning | undefined;
  /** What a person can do to have the image read. */
  @property() accessor advice = '';

  override render(): TemplateResult {
    const { reading, label } = this;
    return html`<div class="parts">
      <div>
        <div class="title"><h3>Ten probabilities</h3><span class="secondary">they add up to 1</span></div>
        <mnist-probability-bars .probabilities=${reading?.probabilities} .label=${label}></mnist-probability-bars>
      </div>
      <div class="loss">${reading ? this.renderLoss(reading) : html`<p class="secondary">${this.advice}</p>`}<slot></slot></div>
    </div>`;
  }

  private renderLoss({ probabilities, loss, position }: Reading): TemplateResult {
    const { price, judgement } = lossSentences(probabilities, this.label, loss);
    return html`
      <div><h3>Loss of this image</h3><div class="number">${formatLoss(loss)}</div></div>
      <p class="secondary">${price}</p>
      <p class="secondary">${judgement}</p>
      <p class="hint">Read by ${describeWeights(position, this.isLive, this.beginning)}.</p>
    `;
  }
}

function formatLoss(loss: number): string {
  return loss > 0 && loss < 0.0005 ? '<0.001' : loss.toFixed(3);
}
