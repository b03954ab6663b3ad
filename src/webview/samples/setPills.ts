import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatCount } from '../../core/formatCount';
import { sampleSets, type SampleSet } from '../../core/samples';
import { pillStyles } from '../theme/pillStyles';
import { sharedStyles } from '../theme/styles';
import type { SetCounts } from './setCounts';
import { setNames } from './words';

/** Chooses the set whose images are shown; each with how many images it has. Tells of the choice by `set`. */
@customElement('mnist-set-pills')
export class SetPills extends LitElement {
  static override styles = [
    sharedStyles,
    pillStyles,
    css`
      :host {
        display: block;
      }
      .count {
        margin-left: 4px;
        font-size: 12px;
      }
    `,
  ];

  @property({ attribute: false }) accessor counts: SetCounts | undefined;
  @property({ attribute: false }) accessor chosen: SampleSet = 'train';

  override render(): TemplateResult {
    return html`<div class="pills" role="group" aria-label="Images">${sampleSets.map((set) => this.renderPill(set))}</div>`;
  }

  private renderPill(set: SampleSet): TemplateResult {
    const count = this.counts?.[set];
    return html`<button aria-pressed=${set === this.chosen} @click=${() => this.dispatchEvent(new CustomEvent<SampleSet>('set', { detail: set }))}>
      ${setNames[set].title} ${count === undefined ? nothing : html`<span class="count figures">${formatCount(count)}</span>`}
    </button>`;
  }
}
