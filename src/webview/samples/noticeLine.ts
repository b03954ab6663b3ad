import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../theme/styles';

/** A sentence about what a person just did, and what can be done about it. */
export interface Notice {
  readonly sentence: string;
  readonly action?: { readonly name: string; act(): void };
}

/** Says a notice, also to a screen reader. */
@customElement('mnist-notice-line')
export class NoticeLine extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .notice {
        margin-top: 8px;
        padding: 3px 8px;
        border: 1px solid var(--line);
        border-radius: var(--corner);
        overflow-wrap: anywhere;
      }
      a {
        text-decoration: underline;
      }
    `,
  ];

  @property({ attribute: false }) accessor notice: Notice | undefined;

  override render(): TemplateResult {
    const { notice } = this;
    return html`<div role="status" class=${notice ? 'notice' : ''}>${notice ? html`${notice.sentence} ${this.renderAction(notice)}` : nothing}</div>`;
  }

  private renderAction({ action }: Notice): TemplateResult | typeof nothing {
    if (!action) return nothing;
    const act = (event: Event) => {
      event.preventDefault();
      action.act();
    };
    return html`<a href="#" @click=${act}>${action.name}</a>`;
  }
}
