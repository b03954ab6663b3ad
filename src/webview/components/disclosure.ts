import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import * as v from 'valibot';
import { keptState } from '../store/vscodeApi';
import { sharedStyles } from '../theme/styles';

const keptOpen = keptState('open', v.array(v.string()), []);

/** What is shown only once someone opens it: a heading, and in a few words what is behind it. Stays as it was left. */
@customElement('mnist-disclosure')
export class Disclosure extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      summary {
        cursor: pointer;
        border-radius: var(--corner);
      }
      .content {
        display: flex;
        flex-direction: column;
        gap: 4px;
        margin-top: 4px;
        padding-left: 12px;
        border-left: 1px solid var(--line);
      }
    `,
  ];

  @property() accessor heading = '';
  @property() accessor about = '';

  @state() private accessor isOpen = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.isOpen = keptOpen.read().includes(this.heading);
  }

  override render(): TemplateResult {
    return html`<details ?open=${this.isOpen} @toggle=${(event: Event) => this.keep(event)}>
      <summary>${this.heading} <span class="hint">${this.about}</span></summary>
      <div class="content">${this.isOpen ? html`<slot></slot>` : ''}</div>
    </details>`;
  }

  private keep({ target }: Event): void {
    if (!(target instanceof HTMLDetailsElement) || target.open === this.isOpen) return;
    this.isOpen = target.open;
    const others = keptOpen.read().filter((heading) => heading !== this.heading);
    keptOpen.write(this.isOpen ? [...others, this.heading] : others);
  }
}
