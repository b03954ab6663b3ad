import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Destination } from '../../protocol/labContract';import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';

/** The tab Samples. */
@customElement('mnist-samples-tab')
export class SamplesTab extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        padding: 16px;
      }
    `,
  ];

  /** Where the lab was sent to last, where that was this tab. */
  @property({ attribute: false }) accessor destination: Destination | undefined;

  override render(): TemplateResult {
    return html`<h2>Samples</h2>`;
  }
}
