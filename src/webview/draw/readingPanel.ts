import '../components/probabilityBars';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { describeReading } from '../components/probabilities';
import type { Reading } from '../pad/padReading';
import { sharedStyles } from '../theme/styles';

/** The digit that the network reads, how sure it is of it, and the ten probabilities. */
@customElement('mnist-reading-panel')
export class ReadingPanel extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 8px;
        margin-bottom: 4px;
      }
      .headline {
        display: flex;
        align-items: center;
        gap: 16px;
        min-height: 52px;
        margin-bottom: 12px;
      }
      /* What it reads lays out nothing around it anew. */
      .read {
        contain: size layout style;
        height: 52px;
      }
      .digit {
        font-size: 52px;
        line-height: 52px;
      }
    `,
  ];

  @property({ attribute: false }) accessor reading: Reading = { kind: 'pending' };

  override render(): TemplateResult {
    const { reading } = this;
    return html`
      <header>
        <h2>It reads</h2>
        <span class="secondary figures">${reading.kind === 'read' ? reading.weights : nothing}</span>
      </header>
      <div class="headline ${reading.kind === 'read' ? 'read' : ''}">${this.renderHeadline()}</div>
      <mnist-probability-bars .probabilities=${reading.kind === 'read' ? reading.probabilities : undefined}></mnist-probability-bars>
    `;
  }

  private renderHeadline(): TemplateResult | typeof nothing {
    const { reading } = this;
    switch (reading.kind) {
      case 'untrained':
        return html`<p class="secondary">Train first, then draw a digit here. The readings appear with every stroke.</p>`;
      case 'empty':
        return html`<p>Draw a digit</p>`;
      case 'pending':
        return nothing;
      case 'failed':
        return html`<p class="secondary">${reading.problem}</p>`;
      case 'read': {
        const { winner, sure, then } = describeReading(reading.probabilities);
        return html`<span class="digit">${winner}</span>
          <div class="figures"><div>${sure}</div><div class="secondary">${then}</div></div>`;
      }
    }
  }
}
