import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';

/** The tab Evaluate. */
@customElement('mnist-evaluate-tab')
export class EvaluateTab extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        padding: 16px;
      }
    `,
  ];


  override render(): TemplateResult {
    return html`<h2>Evaluate</h2>`;
  }
}
