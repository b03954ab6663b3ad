import '../components/runButtons';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';

/** The sidebar's view Train. */
@customElement('mnist-train-view')
export class TrainView extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        padding: 8px 16px;
        --run-button-flex: 1 1 0;
      }
    `,
  ];

  @state() private accessor problem: string | undefined;

  showError(message: string): void {
    this.problem = message;
  }

  override render(): TemplateResult {
    return html`<mnist-run-buttons .store=${this.store}></mnist-run-buttons>${this.problem === undefined ? nothing : html`<p role="alert">${this.problem}</p>`}`;
  }
}
